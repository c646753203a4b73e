# The decision: proposal, holds, conditions, what would cancel it.

## Proposed

proposal-title = 🗳️ *The ballots, revealed* · { $name }
proposal-fallback = The ballots, revealed: { $name }: { $form }, proposed
proposal-standing = *Proposed, not final: do not release before { $until }.* A board seat or the audit lead can hold it until then, with a reason.
proposal-plan-unread = The plan of repairs is still being read. Its rows are part of the decision, so nothing is posted before.
proposal-posted = ⚖️ The decision is final and posted. { $there }
proposal-void = *Not posted:* { $why }. The board is asked again.
proposal-void-evidence = the evidence changed after the vote
proposal-void-needs = what the release form needs does not support it any more
proposal-void-reopened = an earlier stage was reopened
proposal-void-roster = the board changed after the vote
proposal-void-outside = it was decided outside this audit
proposal-asked-again = *Not posted:* the board was asked afresh.
proposal-ended = The audit ended before this was posted. *Nothing may be released on it.*
hold-standing = ✋ { $who } holds it, until { $until } at the latest. Nothing is posted while a hold stands:
hold-lapsed = ✋ { $who } held it until { $until }. Nothing is posted by that; { $lead } says how it goes on:
notice-hold-lifted = { $who } lifts the hold. The decision is posted when the cooling-off is over.
notice-hold-lifted-still = { $who } lifts the hold. Somebody else still holds it.
notice-proposal-void = *The result is not posted:* { $why }. { $lead } asks the board again.
fallback-decision-held = The decision is on hold
fallback-hold-lifted = A hold was lifted
fallback-proposal-void = The result is not posted
duty-post-decision = Say how it goes on after the hold
ask-post-decision = The hold has stopped the posting as long as a hold may. Evidence and needs are checked once more before the decision is posted.
button-hold = Hold it
button-lift-hold = Lift hold { $number }
duty-say-reopening = Add what would reopen the question
ask-say-reopening = The model is not released. Say what would have to be different for the board to be asked again: it is printed with the decision.
button-say-reopening = Say what would
button-post-decision = Post the decision
button-ask-again = Ask the board afresh
modal-hold = Hold the decision
modal-hold-submit = Hold it
hold-what = The decision on *{ $name }* is not posted while you hold it, for at most { $days } working days. You alone can lift the hold. If you do not, the audit lead says how it goes on. Cooling-off ends { $until }.
input-hold-reason = Why it must not be posted yet
input-hold-reason-hint = Shown to everybody in the audit.
hold-form-0 = That nothing is released can be held by a board seat alone. Tell { $person } why it should wait.
hold-not-yours = Only a board seat or the audit lead can hold a decision. Tell { $person } why it should wait.

## Conditions and mitigations

item-condition-before = { $item }, before release, by { $who }:
item-condition-after = { $item }, after release, by { $who }:
item-carried-before = { $item }, before release, carried from { $stage }, by { $who }:
item-carried-after = { $item }, after release, carried from { $stage }, by { $who }:
item-mitigation-before = { $item }, before release, from the plan of repairs:
item-mitigation-after = { $item }, after release, from the plan of repairs:
item-owner = { $owner } sees to it by { $due }. Checked: { $check }
item-owner-words = The plan names: { $owner }. Nobody of this audit is named yet.
item-owner-none = Nobody sees to it yet: { $lead } names somebody.
item-check = Checked: { $check }
item-said = { $who } says that it is done:
item-check-none = not said how yet
item-due-none = no date yet
item-open = ▫️ open
item-claimed = 🕓 { $who } says that it is done; waits for an auditor who does not own it:
item-verified = ✅ verified by { $who }, { $day }:
item-dropped = ✖️ dropped by its author:
item-dropped-by-seats = ✖️ dropped by the board:
duty-name-owner = Name who sees to { $item }
duty-meet = See to { $item }, and say when it is done
duty-verify = Verify { $item }
button-followed = Conditions and mitigations
button-name-owner = Name an owner
button-claim = It is done
button-verify = Verify
button-drop = Drop
modal-followed = Conditions
followed-what = What has to become true around the release of *{ $name }*. It counts once an auditor who does not own it has verified it.
followed-more = … and { $count } more, on the decision.
followed-none = There is no decision to follow up. Conditions are set with the ballots.
followed-gone = This belongs to a decision that does not stand any more, so nothing is followed up on it.
followed-done = { $item } is done already.
followed-lead-only = Only the audit lead or the deputy names who sees to this. Ask { $person }.
followed-owner-only = Only { $person } sees to this. If somebody else should, the audit lead names them.
followed-auditor-only = Only an auditor who does not own this can verify it. Ask { $person }.
followed-author-only = Only { $person }, whose condition this is, can drop it.
modal-name-owner = Name an owner
modal-name-owner-submit = Name
input-name-owner-owner = Who sees to it
input-name-owner-check = How an auditor can see that it is done
input-name-owner-due = By when
modal-claim = It is done
modal-claim-submit = Say so
input-claim-said = What was done, and where an auditor can see it
modal-verify = Verify
modal-verify-submit = Submit
input-verify-done = You looked for yourself. Is it done?
verify-yes = It is done
verify-no = Not done yet
input-verify-said = What you looked at, and what you saw
modal-drop = Drop the condition
modal-drop-submit = Drop it
input-drop-why = Why it need not be met any more
notice-not-done = *{ $name }*: { $who } looked at { $item } and found it not done yet:
notice-conditions-met = ✅ *{ $name }: conditions met. May be released* as *{ $form }*. { $there }
fallback-not-done = Not done yet
fallback-conditions-met = Conditions met: may be released

## What ends a decision

cause-clock = (a first report to { $to } within { $days ->
    [one] one day
   *[other] { $days } days
  })
decision-recurring = *Again and again after the release*
recurring = { $title }: every { $months ->
    [one] month
   *[other] { $months } months
  }, next by { $day }.
recurring-owner = { $owner } sees to it.
recurring-last = Last done { $day }, says { $who }.
duty-recurring = Do it again, and say so: { $recurring }
duty-first-report = Make the first report to { $outside }, and say so
upkeep-first-report = Make the first report to { $to } ({ $cause })
upkeep-item = *{ $what }*, by { $due }. { $owner } sees to it.
upkeep-over = This is done already, or nobody owes it any more: there is nothing to say here.
upkeep-owner-only = Only { $person } sees to this. If somebody else should, { $person } or the audit lead hands it on.
upkeep-words-missing = Say what was done, when, and where one can see it.
upkeep-owner-unknown = Choose somebody who has a role in this audit: they are asked and reminded in it.
upkeep-date-fixed = This day is set by the framework, so nobody here moves it. Hand it on to somebody who can do it.
button-upkeep = It is done
button-hand-on = Hand on
modal-upkeep = It is done
modal-upkeep-submit = Say so
input-upkeep-said = What was done and when, and where one can see it
modal-hand-on = Hand on
modal-hand-on-submit = Hand on
input-hand-on-owner = Who sees to it from now on
decision-cancelled-by = *What would cancel this*
decision-cancelled-by-then = *What would have cancelled this, had it not ended*
cancelled-by-of = ({ $count ->
    [one] form { $forms } only
   *[other] forms { $forms } only
})
decision-terms = *From when to when*
term-begin = to be begun by { $day }
term-until = holds until { $day }
term-published = after { $day } we publish no further copy
term-any = no last day
button-overrule = It did happen
report-overrule = { $seats }: each of you, and Safety, may say within { $days } working days that it did happen. The decision is suspended then.
report-cause-of-other-forms = This would cancel forms that are not allowed here. Choose another, or say in the audit's channel what happened.
decision-expires = It holds until { $day }. Nothing may be released under it after that day without a new audit.
decision-expired = ⌛ *Expired* on { $day }: nothing may be released under it any more. A release needs a new audit.
cause-new-version = a new version of the model
decision-suspended = ⛔ *Suspended* { $when } by { $by }: { $cause }. Nothing new may be released under it.
decision-not-recalled = Copies that were published cannot be recalled. Nothing new may be released under this decision.
decision-containment = { $who } sees to containment.
decision-followed = Another decision has taken its place. { $there }
decision-staged = *In steps:* { $form } is not reconsidered before { $day }.
decision-reopened-by = What would reopen the question, says { $who }:
decision-outside = *Decided outside this audit*: { $form }. The audit supported: { $supported }. Recorded by { $by }, seconded by { $seconded }:
report-by = Reported by { $who }:
report-confirmed-by = Confirmed by { $who }:
duty-answer-report = Say whether it happened: something was reported that would cancel the decision
outside-statement = *Decided outside this audit*: { $form }, on record since { $when }. The audit supported: { $supported }. Proposed by { $by }, seconded by { $seconded }:
decision-statements = Decided outside this audit, on record only: nothing is in force by it here
duty-confirm-outside = Say whether a decision taken outside is to be recorded
answer-report-what = { $who } reports: *{ $cause }*
ask-confirm-outside = { $by } asks to record that *{ $form }* was decided outside this audit, on { $day }. The audit supported: { $supported }.
ask-confirm-outside-seats = It goes on record as a statement, not before { $until }, once { $needed } seats second it, and puts no form in force. Who does not want that, presses *Do not record it*: that holds it for some working days, and ends it where too few seats are left.
ask-confirm-outside-seconded = Seconded so far by { $seconded }.
button-happened = Report what would cancel it
button-answer-report = Did it happen?
button-stage-release = Release in steps
button-second-outside = Record it
button-refuse-outside = Do not record it
modal-happened = Report
modal-happened-submit = Report
happened-what = *{ $name }* may be released as { $form }. What happened that would cancel this? The audit lead is asked at once; after two working days the board is asked, too.
input-happened-cause = What happened
input-happened-text = How you know, and whom it concerns
report-answered = This report is answered already, or there is no such report.
report-lead-only = Only the audit lead or the deputy can say whether it happened. Ask { $person }.
modal-answer-report = Did it happen?
modal-answer-report-submit = Submit
input-answer-report-happened = Did it happen?
answer-report-yes = It happened: suspend the decision
answer-report-no = It did not happen
input-answer-report-stage = If it happened: which stage looks at it again?
input-answer-report-containment = If copies are out: who sees to containment?
input-answer-report-why = How you know
modal-stage-release = Release in steps
modal-stage-release-submit = Say so
stage-release-what = Decided: { $form }. Which more open form is not reconsidered before which day? If nothing is released: what would reopen the question?
stage-release-none = A release is staged when the board has voted. There is no result yet, or it stands no more.
input-stage-release-form = Not reconsidered yet
input-stage-release-not_before = Before
input-stage-release-words = What would reopen the question
modal-outside = Decided outside
modal-outside-submit = Ask the board
outside-what = A decision on *{ $name }* that was taken outside this audit is printed as such, beside what the audit supported ({ $supported }). A board member must second it.
outside-what-statement = A decision on *{ $name }* that was taken outside this audit goes on record as a statement, beside what the audit supported ({ $supported }). No form is in force by it. As many seats as that form needs in a ballot must second it, and every seat may hold it.
outside-lead-only = Only the audit lead or the deputy records a decision taken outside. Ask { $person }.
input-outside-form = What was decided
input-outside-words = Who decided, when, and why not here
notice-cancel-reported = 🚨 { $who } reports on *{ $name }*: *{ $cause }*. { $lead }, did it happen?
notice-report-dismissed = { $who } says that it did not happen: { $cause }. The decision stands.
notice-decision-suspended = *{ $name }: the decision { $form } is suspended.*
notice-decision-expiring = ⌛ *{ $name }*: the decision holds until { $day }. { $lead }, a release after that needs a new audit: `/audit start`.
notice-decision-expired = ⌛ *{ $name }: the decision expired* on { $day }. *Nothing may be released under it any more.* A release needs a new audit.
notice-outside-recorded = *{ $name }*: a statement is on record. It puts no form in force, closes nothing and changes nothing of the audit's own result.
notice-outside-refused = *{ $name }*: { $who } does not second it, so no decision taken outside is recorded.
fallback-cancel-reported = Reported: something that would cancel the decision
fallback-report-dismissed = It did not happen: the decision stands
fallback-decision-suspended = The decision is suspended
fallback-decision-expiring = The decision is about to expire
fallback-decision-expired = The decision expired
fallback-outside-recorded = A decision taken outside is on record as a statement
fallback-outside-refused = No decision taken outside is recorded

## The decision

decision-none = There is no decision yet.
decision-title = ⚖️ *Release decision* · { $name }
decision-fallback = Release decision: { $name }: { $form }
decision-not-released = *{ $form }.* It may not be released.
decision-allowed = It may be released as *{ $form }*, and in no more open form.
decision-allowed-once = It may be released as *{ $form }* *once* { $count ->
    [one] { $items } is
   *[other] { $items } are
} verified, and in no more open form.
decision-allowed-met = Conditions met. It may be released as *{ $form }*, and in no more open form.
decision-allowed-stopped = It may be released as *{ $form }* again, and in no more open form, *once* { $count ->
    [one] { $items } is
   *[other] { $items } are
} verified or the date is moved.
decision-was-allowed = It was allowed as *{ $form }*, and in no more open form, until { $day }.
decision-was-bound = It was to be allowed as *{ $form }* once { $count ->
    [one] { $items } was
   *[other] { $items } were
} verified. That was not so by { $day }, so it never was.
decision-allowed-then = *Allowed then:* { $forms }.
decision-allowed-forms = *Allowed:* { $forms }. What is not named here is not allowed.
decision-model = *Model:* { $model }; nobody stated the fingerprint of its weights.
decision-model-fingerprint = *Model:* { $model }, fingerprint { $fingerprint }
decision-means = { $means } Can it be taken back: { $recall }.
decision-asked = Asked for: { $form }.
decision-conditions = *Conditions and mitigations*
decision-benefits = *The benefits outweigh the risks, because …*
decision-benefit = { $who }, of { $form }:
decision-reasons = *Reasons*
decision-reason = { $who }:
decision-dissents = { $count ->
    [one] *Dissent, in its author's words*
   *[other] *Dissents, in their authors' words*
}
decision-words-removed = Words on the ballot of { $author } were removed, { $when }: asked for by { $by }, agreed to by { $agreed }.
decision-dissent = { $who } dissents:
decision-votes = *Who allows what*
decision-problems = *Problems known at the decision*
decision-kinds = *Kinds of risk that were not tested*
decision-waivers = *Independence waived*
decision-waiver = { $who } holds { $one } and { $other }; proposed by { $by }, agreed by { $seconded }:
decision-objections = *Changes called without effect, to which a signer objected once the board had voted*
decision-objection = { $who } says that *{ $document }* v{ $version } has an effect on what was signed:
decision-unanswered = *Gone on without an answer*
decision-decided = Decided { $when }. Audit lead: { $lead }
decision-blocked = *{ $form }* would be allowed by { $ticks }; blocked: { $why }
blocked-missing = { $document } missing
blocked-submitted = { $document } not accepted
blocked-against = { $document } does not support it

## What a rule refuses

followed-unknown = There is no such condition or mitigation on this decision.
check-missing = Say how an auditor can see that it is done.
verifier-missing = Then nobody would be left to verify it: choose another owner, or assign another auditor.
claim-owner-only = Only { $person } sees to { $item }, so only they say that it is done.
claim-words-missing = Say what was done, and where an auditor can see it.
verify-own-item = You own { $item }, so an auditor who does not own it must verify it.
verify-auditor-only = Only an auditor who does not own { $item } can verify it. Ask { $person }.
verify-words-missing = Say what you looked at, and what you saw.
verify-not-claimed = Nobody says that { $item } is done, so it stays open anyway.
drop-reason-missing = Say why it need not be met any more. The reason is shown.
stage-release-form-or-words = Choose the form that is not reconsidered yet, or say what would reopen the question.
stage-release-not-more-open = Choose a form that is more open than the one decided on.
stage-release-day-past = Choose a day to come.
outside-audit-ended = This audit has ended, and nothing may be released on it. Its record stays as it is.
outside-practice = This is a practice audit: nothing that was decided anywhere is recorded in it.
outside-held = { $person } holds the proposed decision. Wait until that hold is lifted or over, then ask again.
outside-no-board = Nobody is on the board yet who could second this. Assign the board first.
outside-form-missing = Choose the form that was decided on.
outside-words-missing = Say who decided, when, and why it was not decided here. It is printed.
outside-not-proposed = Nobody asks to record a decision taken outside (any more).
outside-second-role-only = Only { $who } can second this. Ask { $person }.
outside-own-proposal = You proposed this, so a board member must second it.
decision-not-proposed = No decision is proposed here.
decision-posted-already = This decision was posted. If something came up that would cancel it, report that on the decision.
decision-asked-again = This result is not proposed any more: the board is asked again.
hold-used-already = You have held this decision once, and nobody may do so twice. Another seat can, or the audit lead.
hold-too-late = The cooling-off is over, so a hold comes too late. Once the decision is posted, report on it what would cancel it; if it is not posted yet, ask { $person } for a fresh ballot.
hold-reason-missing = Say why this must not be posted yet. The reason is shown.
hold-unknown = There is no such hold.
hold-lift-author-only = Only { $person }, who called this hold, can lift it.
decision-cooling-off = The decision cools off until { $until }. It is posted by itself then.
decision-held = { $person } holds this decision. It can be posted when the hold is lifted or its time is over.
decision-plan-unread = The plan of repairs is still being read, and its rows are part of the decision. Try again in a minute.
report-no-decision = There is no decision here that could be cancelled. Say it in the audit's channel.
report-already-suspended = This decision is suspended already, and nothing may be released under it. Tell { $person } what you know: it belongs into the stage that was opened again.
report-decision-expired = This decision expired on { $day }, so nothing may be released under it any more and there is nothing left to suspend. If copies are out, tell { $person } at once; a release needs a new audit.
report-guest = Guests cannot report here. Tell { $person }.
report-cause-missing = Choose what happened from the list.
report-words-missing = Say what happened, and how you know.
report-made-already = You have reported this already, and it waits for an answer. Tell { $person } what is new.
report-unknown = There is no such report.
report-answered-by = { $person } has answered this report already.
report-answer-role-only = Only { $who } can say whether it happened. Ask { $person }.
report-answer-why-missing = Say how you know.
report-stage-missing = Choose the stage that looks at it again.
containment-missing = Copies that are out cannot be recalled: name who sees to containment.

## In the list of events of a design history: the fields of the event, written out

event-DecisionReached = Decided: { $form }
event-DecisionProposed = Proposed, not final before { $until }: { $form }
event-HoldCalled = The posting of the decision was held, until { $until } at most
event-HoldLifted = The hold was lifted
event-HoldLapsed = A hold ended because its time was over; nothing is posted by that
event-ProposalVoided = The proposed decision was voided: { $cause }
event-MitigationsListed = The plan of repairs was read, as the board votes on it
event-OwnerNamed = { $owner } was named to see to { $item }, by { $due }
event-DoneClaimed = { $item } was said to be done
event-DoneVerified = { $item } was verified
event-DoneRefused = { $item } was found not done yet
event-ConditionDropped = { $item } was dropped by its author
event-ConditionsMet = Everything that had to come before the release is verified
event-ReleaseStaged = The release was put into steps
event-CancellingReported = Reported: something that would cancel the decision ({ $cause })
event-UpkeepRecorded = It was said to be done: { $of }, owed by { $due }
event-UpkeepHandedOn = { $owner } was asked to see to it: { $of }
event-BoardAsked = The board was asked about report { $report }: the lead had not answered
event-ReportAnswered = Report { $report } was answered
event-DecisionSuspended = The decision was suspended: { $cause }
event-ExpiryNoticed = It was said that the decision is about to expire
event-DecisionExpired = The decision expired
event-OutsideProposed = It was asked to record a decision taken outside: { $form }
event-OutsideRefused = The decision taken outside was not recorded
event-OutsideSeconded = A seat seconded what was decided outside
event-OutsideHeld = A seat holds what was decided outside, until { $until }
event-OutsideRecorded = On record only: decided outside this audit: { $form }
event-DecidedOutside = Decided outside this audit: { $form }

## Conditions that are late, and what takes several seats

condition-date-by-seats = { $item } is due { $due }, and another date takes seats of the board: press *Move its date* beneath it, or ask one of them to.
condition-date-too-late = The decision holds for { $days } days: choose a day within them.
condition-dropped-by-seats = The ballots are open, so { $item } goes only when as many seats agree as the form it binds needs. A seat presses *Drop* beneath it.
decision-stopped = ⛔ *Suspended:* { $items } { $count ->
    [one] is
   *[other] are
} long overdue. Nothing new may be released under it until that is verified or its date is moved.
notice-condition-overdue = ⏰ *{ $name }*: { $item } is not verified, and its date is over. The board may move its date or drop it. In { $days } working days the decision is suspended.
notice-release-stopped = ⛔ *{ $name }: the decision is suspended.* { $item } is still not verified. Nothing new may be released until it is, or the board moves its date. { $there }
notice-release-resumed = *{ $name }: the decision is in force again.* What it was suspended for is verified, dropped or moved. { $there }
fallback-condition-overdue = A condition is overdue
fallback-release-stopped = The decision is suspended
fallback-release-resumed = The decision is in force again
button-move-date = Move its date
modal-move-date = Move its date
modal-move-date-submit = Ask the seats
input-move-date-due = By when instead
input-move-date-why = Why it takes longer
button-ask-fresh = Ask for a fresh ballot
event-ConditionMoved = The date of { $item } was moved to { $due }
event-ConditionOverdue = { $item } was not verified by { $day }; the board was told
event-ReleaseStopped = The decision was suspended: { $item } is long overdue
event-ReleaseResumed = The decision is in force again: { $item } is verified, dropped or moved

## The first message of a posted decision

post-kind = ⚠️ *{ $kind }*
post-model = *Model:* { $model } · { $fingerprint }
post-no-fingerprint = nobody stated its fingerprint
post-allowed = ✅ *{ $form }*: may be released{ $when }.
post-was-allowed = ▫️ *{ $form }*: was allowed from { $since } until { $until }.
post-was-bound = ▫️ *{ $form }*: was to be allowed once { $count ->
    [one] { $items } was
   *[other] { $items } were
} verified, which was not so by { $until }.
post-stopped = ⏸️ *{ $form }*: not before { $count ->
    [one] { $items } is
   *[other] { $items } are
} verified or the date is moved.
post-when = { ", " }{ $parts }
post-since = since { $day }
post-served = *Where:* { $endpoint }, at { $provider }
post-residual = { $count ->
    [1] { $form }: with risk { $risks }, which does not hold and which the board accepted by name
   *[other] { $form }: with risks { $risks }, which do not hold and which the board accepted by name
}
decision-residual = *Allowed with risk { $risk }*, which does not hold: { $form }. Accepted by name by { $who }.
post-allowed-once = ⏳ *{ $form }*: allowed *once* { $count ->
    [one] { $items } is
   *[other] { $items } are
} verified{ $when }.
post-allowed-met = ✅ *{ $form }*: conditions met. May be released{ $when }.
post-nothing = *{ $form }.* It may not be released.
post-not-allowed = ⛔ Not allowed: { $forms }.
post-condition = { $item }: { $words } · { $follow }
post-owner-none = *nobody sees to it yet*
post-check-how = check: { $check }
post-due = by { $day }
post-due-none = *no date yet*
post-dissents = { $count ->
    [one] *1 dissent*
   *[other] *{ $count } dissents*
}
post-dissent = { $who }: “{ $words }”
post-unusual = In the thread: { $what }.
post-waivers = { $count ->
    [one] 1 waiver of independence
   *[other] { $count } waivers of independence
}
post-changes = { $count ->
    [one] 1 change of roles
   *[other] { $count } changes of roles
}
post-rounds = { $count ->
    [one] 1 void round of voting
   *[other] { $count } void rounds of voting
}
post-moves = { $count ->
    [one] 1 move to another framework
   *[other] { $count } moves to another framework
}
post-report = { $report }, in the audit's channel.
post-report-link = The report
decision-results = *Results, risk by risk*, as they stand now
post-check = The rest is in the thread. To check it (event { $seq }): `smactr verify { $audit } --head { $head }`

# beneath it, and again whenever it says something else
button-co-sign = Sign it too
modal-co-sign = Sign the decision
modal-co-sign-submit = Hand in
co-sign-what = Your own signature on *{ $name }*, beside the bot's: gates can ask for it. Take { $file } from the decision's thread, and where your SSH key is, type: { $command }
input-co-sign-signature = What stands in the .sig file that it writes
decision-co-signed-by = 🔏 Signed beside the bot by { $count } of { $seats } seats: { $who }
co-sign-no-decision = There is no decision here that stands and can be signed. Look at the newest one.
co-sign-seat-only = Only seats that voted on this decision sign it: { $people }.
co-sign-done = You signed this decision already. Your signature is in its thread.
co-sign-no-list = The bot knows no keys of the board. Ask whoever runs it to name a file with them in SMACTR_ALLOWED_SIGNERS.
co-sign-unreadable = This is no signature for decisions. Paste the whole .sig file, from its first to its last line of dashes, made with -n smactr-decision.
co-sign-kind = A key of this kind is not checked here: one that a browser signed with, for example. Sign with ssh-keygen, with an Ed25519, RSA or ECDSA key, or a hardware token.
co-sign-other = This signature is of another file, or damaged. Take the decision's file from this thread, and sign it again.
co-sign-unknown = Your key is not on the list of the board's keys. Ask whoever runs the bot to add it, or sign with the one that is.
co-sign-key-used = Another seat signed with this key already. Each seat signs with a key of its own.
event-DecisionCoSigned = The decision was signed by a seat, too, with the key { $key }
files-signed-decision = 🔏 *{ $audit }*: the decision as it stands, signed for pipelines. Files may be released where `smactr gate --decision { $audit }.sigstore.json --key key.pem --form N FOLDER` says so. Take the key once from somebody you trust and keep it; only the newest of these files counts.
decision-role-changes = *Who came to lead or judge later*
decision-role-change = { $roles }, since { $when }; asked for by { $by }, agreed by { $seconded }
decision-outside-words = *What ties those from outside to us*
decision-attack = How many people would have to act together for form { $form } to be allowed against the evidence? The fewest found in { $plays } tries (seed { $seed }; a search, not a proof):
decision-attack-none = Nobody searched how many people would have to act together for form { $form } to be allowed against the evidence.
decision-attack-trusting = where everybody else believes what reviewers accepted: { $people ->
    [0] nobody
    [one] one person ({ $roles })
   *[other] { $people } people ({ $roles })
}
decision-attack-knowing = where the other seats see through it and do not tick it: { $people ->
    [0] nobody
    [one] one person ({ $roles })
   *[other] { $people } people ({ $roles })
}
decision-attack-trusting-nobody = where everybody else believes what reviewers accepted: the search was too short to say
decision-attack-knowing-nobody = where the other seats see through it and do not tick it: the search was too short to say
decision-attack-friend = somebody without a role
decision-attack-admin = workspace admin
decision-framework-moves = *Another framework under way*
decision-framework-move = From { $before } to { $after }, { $when }: asked for by { $by }, agreed by { $agreed }. Opened again: { $opened }
decision-framework-move-nothing = nothing
decision-framework-move-document = { $document } (somebody else's acceptance)
decision-framework-move-result = result { $number }
decision-framework-move-finding = problem { $number }
decision-framework-move-waiver = the waiver of { $who } is over
decision-void-rounds = *Rounds of voting that do not count*
decision-void-round = Round { $number }: { $voted } of { $seats } had voted
