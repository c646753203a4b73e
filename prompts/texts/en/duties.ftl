# What waits for people: asks, App Home, the daily list.

ask-thread = { $who }: { $what }
ask-private = { $name }: { $what }
asks-hand-in = Hand in these documents
asks-review = Review these documents
asks-approve = Give your word on *{ $stage }*
asks-choose = Choose what is tested
asks-direct = this waits for you
asks-item = ⬜ { $what }
ask-fallback = { $audit }: { $what }
ask-over-ended = The audit ended; nothing is asked here any more. ({ $what })
ask-over-paused = The audit is paused; nothing is asked here until it is resumed. ({ $what })
outcome-settled = ✅ Settled: { $what }
outcome-withdrawn = Withdrawn: { $what }
outcome-role-accepted = ✅ You are *{ $role }*.
outcome-role-declined = You declined to be *{ $role }*. The audit lead knows.
outcome-role-next = Next: { $what }
outcome-role-later = Next: nothing, until you are asked.
outcome-handed-in = ✅ { $document } handed in by { $by } · v{ $version }
outcome-accepted = ✅ { $document } accepted by { $by } · v{ $version }
outcome-changes = ✏️ { $document }: { $by } asked for changes · v{ $version }
outcome-taken-back = ↩️ { $document } taken back by { $by } · v{ $version }
outcome-no-effect-objected = ✏️ { $by } objected to that.
outcome-replaced = { $document } v{ $version } was replaced by v{ $by }
outcome-resolved = ✅ { $document }: resolved · v{ $version }
outcome-supported = ✅ { $document } supports these forms, says { $by } as well · v{ $version }
outcome-signed-approve = ✅ *{ $stage }* approved by { $by } as { $role }
outcome-signed-approve-if = ✅ *{ $stage }* approved by { $by } as { $role }, with a condition
outcome-signed-request-changes = ✏️ *{ $stage }*: { $by } asked for changes as { $role }
outcome-signature-withdrawn = *{ $stage }*: { $by } withdrew the approval as { $role }
outcome-facts-correct = ✅ *{ $stage }*: facts correct, says { $by }
outcome-factual-error = ✏️ *{ $stage }*: { $by } named a factual error
outcome-problem-settled = ✅ Problem { $number }: { $what }, says { $by }
outcome-problem-answered = ✅ Problem { $number }: answered; its reviewer is asked next.
outcome-risks = ✅ { $count ->
    [one] 1 risk is to be tested.
   *[other] { $count } risks are to be tested.
}
outcome-kinds = ✅ Every kind of risk is answered for, last by { $by }
outcome-threshold = ✅ Threshold of { $risk } set by { $by } · sealed
outcome-measured = ✅ { $risk } has a result, admitted by { $by }
outcome-logged = ✅ { $risk }: on record as problem { $number }
outcome-manifest-stated = ✅ You said that these files are the model.
outcome-manifest-dropped = You said that these files are not the model.
outcome-stage-closed = ✅ *{ $stage }* closed on { $day }
outcome-stage-stands = ✅ *{ $stage }* still stands
outcome-stage-reopened = *{ $stage }* is open again
outcome-summary-published = ✅ Summary published by { $by }
outcome-lines = ✅ Your lines: { $accurate } accurate, { $disputed } disputed
outcome-recommended = ✅ { $by } recommends *{ $form }*
outcome-ballot-opened = ✅ Voting is open until { $deadline }
outcome-voted = ✅ Recorded, and sealed until the reveal. You can change your ballot until { $deadline }.
outcome-voted-closed = ✅ Your ballot of round { $number } was counted.
outcome-met = ✅ { $item } done, says { $by }
outcome-verified = ✅ { $item } verified by { $by }
outcome-proposal-posted = ✅ The decision was posted.
outcome-proposal-asked-again = The board is asked afresh.
disposition-fixed = fixed
disposition-mitigated = mitigated
disposition-accepted = accepted as it is
button-change-ballot = Change my ballot
duty-due = { $what }, by { $due }
duty-overdue-since = { $what } (⏰ was due { $due })
duty-overdue = Decide how to go on: { $about } did not answer “{ $missing }”

## What stands beneath the line

ask-overdue = Nothing came from { $about }: { $what }

## The audit's card

awaited-person = • { $who }: { $what }

## Whatever went wrong

remind-role-only = You have no role in this audit, so you cannot remind its people. Ask { $person }.

## Answers

tomorrow-then = Tomorrow, then. App Home shows it meanwhile.
due-dates-under-way = Your due dates come as a calendar file, in a direct message.
waiting-nothing = Nothing waits for you.
remind-done = *{ $name }*
remind-now = Reminded now: { $who }
remind-later = Reminded when their working hours begin: { $who }
remind-already = Written to today already, and left in peace until tomorrow: { $who }
remind-nobody = *{ $name }*: nobody is awaited.

home-waits = Waits for me
home-nothing-waits = Nothing waits for you.
home-more-waits = { $count } more follow as soon as some of these are done.
home-audits = My audits
home-no-audits = You have no role in any audit yet.
home-more-audits = { $count } older ones are not shown here; `/audit list` names them all.
home-audit = *{ $audit }* · { $where }
home-signed = You approved *{ $stage }* as { $role }.
list-row = { $what }
    { $audit }
daily-title = { $count ->
    [0] Nothing of this list waits for you any more:
    [one] 1 thing waits for you:
   *[other] { $count } things wait for you:
}

## Course

modal-extend = Give more time
modal-extend-submit = Save
extend-what = More time for { $who }.
input-extend-until = Until
input-extend-reason = Why
modal-ask-extension = Ask for more time
modal-ask-extension-submit = Ask
extension-what = { $what }. { $lead } answers.
input-ask-extension-until = Until
input-ask-extension-reason = Why
modal-move-due = Move a due date
modal-move-due-submit = Move
input-move-due-duty = What
input-move-due-until = Until
input-move-due-reason = Why
duty-answer-extension = Say whether { $about } has more time
fallback-extension-refused = The date stays as it is
notice-extension-refused = *{ $name }*: { $by } leaves the date as it is. { $what }
ask-extension-asked = { $about } asks for more time until { $day }: { $what }
modal-proceed = Go on without
modal-proceed-submit = Go on
proceed-what = The audit goes on without an answer of { $who }. That there was none is printed.
input-proceed-reason = Why

somebody = somebody

## Buttons

button-replace = Replace
button-extend = Extend
button-more-time = More time
button-refuse-extension = Leave the date
button-due-dates = Calendar file
button-move-due = Move a due date
button-proceed = Proceed without
button-start = Start an audit
button-own-days = My working days
button-away = I'm away…
button-tomorrow = Tomorrow

## What a rule refuses

duty-done-already = This is done already, so nobody is waited for.
extend-reason-missing = Say why the date moves. The reason stands in the record.
extension-reason-missing = Say why you need more time. The audit lead reads it.
extension-not-later = Choose a day after { $due }, when it is due.
extension-fixed = This date is fixed for everybody, so it is not moved for one person. What comes later is not waited for.
extension-not-yours = Only who owes something asks for more time for it: { $person }.
move-due-lead-only = Only who leads this audit moves due dates. Ask { $person }; for something of your own, App Home has *More time*.
move-due-none = Nobody owes anything here whose date can be moved.
ballot-deadline-fixed = The deadline of a ballot is fixed when it opens; it is extended by itself if too few voted.
proceed-too-early = There is still time to answer, until { $due }. Then you can go on without.
proceed-reason-missing = Say why the audit goes on without it. The reason is printed.
proceed-without-seat = A board seat cannot be left out. Replace the person, or give more time.
proceed-impossible = The audit cannot go on without this. Replace the person, or give more time.
proceed-last-approval = This is the last independent approval of the stage. Replace the person, or give more time.

## In the list of events of a design history: the fields of the event, written out

event-RemindersSent = { $person } was reminded
event-DutyExtended = More time was given for something owed, until { $until }
event-RemindersAsked = Somebody asked that these people are reminded: { $people }
event-ExtensionAsked = More time was asked for, until { $until }
event-ExtensionRefused = More time was asked for and not given
event-DutyProceededWithout = The audit went on without an answer that never came

## What takes several seats

duty-second-motion = Say whether you agree: another seat asks for something that takes several of you
duty-stand-in = The audit lead left something undone: do it with another seat
duty-late-condition = { $item } is overdue: move its date, or drop it
ask-late-condition = This is not verified, and its date is over. The seats may move its date or drop it; if nothing happens, the decision is suspended until it is verified.
ask-stand-in-close-stage = Everything this stage needs is there, and { $lead } has left it open for days. Two seats may close it.
ask-stand-in-open-ballot = The board could be asked, and { $lead } has left it for days. Two seats may open the ballot.
ask-stand-in-post = A hold ran out, and { $lead } has left the result for days. Two seats may post it.
button-stand-in = Do it with another seat
button-agree-motion = I agree
button-refuse-motion = I do not agree
button-void-round = Its key is lost: void it
motion-drop = { $who } asks to drop { $item }.
motion-move = { $who } asks to move the date of { $item } to { $day }.
motion-fresh-ballot = { $who } asks for a fresh ballot in place of the result that is held.
motion-close-stage = { $who } wants to close *{ $stage }*, which the audit lead left open.
motion-open-ballot = { $who } wants to open the ballot, which the audit lead left undone.
motion-post = { $who } wants to post the result, which the audit lead left undone after a hold.
motion-void-round = { $who } says that the ballots of this round cannot be opened, because their key is lost, and asks to void it.
motion-needs = It takes { $needed } seats. Agreed so far: { $agreed }.
motion-not-here = Seats do nothing together in this audit, by the rules it was started with. Ask the audit lead.
motion-seat-only = Only seats of the board can do this. Ask { $person }.
motion-reason-missing = Say why. The reason is shown to the other seats.
motion-day-past = Choose a day to come.
motion-over = Nobody asks for this any more.
motion-nothing-held = Nobody holds this result, so there is nothing to end by a fresh ballot. It is posted when it has cooled off.
motion-round-not-closed = This round is not waiting to be opened, so there is nothing to void.
motion-not-undone = Only what lead and deputy could have done for { $days } working days, two seats may do. Ask { $person }.
motion-mitigation-stays = { $item } is a row of the plan of repairs, which nobody drops. Its date can be moved.
recorded-motion-drop = to drop a condition
recorded-motion-move = to move the date of a condition
recorded-motion-fresh-ballot = a fresh ballot in place of a result that is held
recorded-motion-close-stage = to close a stage that the lead left open
recorded-motion-open-ballot = to open the ballot that the lead left undone
recorded-motion-post = to post a result that the lead left undone
recorded-motion-void-round = to void a round whose key is lost
event-MotionMade = Seats of the board were asked for something that takes several of them: { $kind }
event-MotionSeconded = A seat agreed to motion { $number }
event-MotionRefused = A seat did not agree to motion { $number }
event-MotionCarried = Motion { $number } was carried
