# An audit's course: start, stages, pause, end; its card and the cards of its stages.

## Proposed

audit-card-proposed = 🗳️ *Proposed, not final:* { $form }. { $there }
audit-card-proposal-link = Read the ballots
standing-proposed = proposed, not final: { $form }

## What ends a decision

audit-card-suspended = ⛔ *Suspended:* { $form }. Nothing new may be released under it. { $there }
standing-suspended = suspended: { $form }; looked at again at { $stage }
button-outside = Decided outside

duty-confirm-end = Confirm or refuse the end of the audit
duty-second-version = Say whether there is a new version of the model
duty-take-in = Have what came late for *{ $stage }* counted
duty-answer-reopened = Say whether *{ $stage }* still stands
duty-close-stage = Close *{ $stage }*

## What stands beneath the line

duty-confirm-audience = Say whether a new description is for fewer people
ask-confirm-audience = { $who } says that the audit is to be about the same model for fewer people. So far it says:
ask-confirm-audience-new = It would say the following. If that is for fewer people and for nothing else, nothing opens again.
duty-confirm-framework = Say whether this audit goes on by another framework
ask-confirm-framework = { $who } asks that this audit goes on by the framework that audits are started with today. Read first what opens again; nothing changes before an auditor or safety agrees.
button-answer-framework = See what opens again
button-fewer-people = For fewer people
button-not-fewer-people = Not for fewer
ask-second-version = { $who } says that there is a new version: *{ $model }*, { $line }; { $fingerprint }. Is that so? Then these open again: { $stages }; of the other closed stages their signers say whether they still stand, and a ballot that is open is void.
version-without-manifest = its manifest is handed in later
ask-take-in = These came after *{ $stage }* was closed, and count for nothing yet. Taken in, they open this stage again, for the signatures whose evidence changed and nothing else.
ask-answer-reopened = An earlier stage was reopened. No ballot opens until this is answered.
ask-confirm-end = If it ends, nothing may be released on it. The record is kept.

## A reply that may be a document

duty-approve-variant = Say whether a smaller audit is enough
ask-approve-variant = That is the reason for a { $kind }. It asks for { $documents }; what is there stands under *Documents*. A full audit keeps them.
duty-make-full = Make this a full audit
ask-make-full = { $who } says that a { $kind } is not enough:
ask-make-full-else = Documents are kept. If you see it otherwise, answer in the thread: only who said so can approve the smaller audit now.

## The audit's card

audit-card-title = *{ $name }*: may it be released as *{ $form }*?
audit-card-fallback = Audit { $name }: may it be released as { $form }?
audit-card-ended = ⏹ *Audit ended at { $stage }* by { $by }. *Nothing may be released on it.*
audit-card-decided = ⚖️ *Decided: { $form }.*
audit-card-decision-link = Read the decision
audit-card-paused = ⏸ *Paused.* Nothing is asked of anybody until it is resumed.
audit-card-end-proposed = ⏹ { $by } proposes to end this audit. One of board or safety confirms or refuses.
audit-card-awaited = *Who is awaited*
audit-card-roles = { $roles } roles, { $filled } filled
role-line = { $role }: { $people }
seat-unanswered = (has not answered yet)
stage-closed-on = closed { $day }
stage-decided-on = decided { $day }
stage-due = due { $due }
stage-overdue = ⏰ was due { $due }
stage-waiting = not open yet; documents may be handed in at any time
stage-questioned = ❓ an earlier stage was reopened: does this one still stand?

## A stage's card

stage-card-title = *{ $number } { $stage }* · { $name }
stage-card-fallback = { $stage }: { $name }
stage-card-documents = *Documents*
stage-card-approvals = *Approvals*
stage-card-responses = *What the builders say to the facts*
stage-card-ballot = *Ballot*
stage-card-questions = *Questions*
stage-card-drafting = ✍️ The summary is being drafted: { $done } of { $of } parts read
stage-card-drafting-waits = The model asked for a pause; it goes on at { $until } by itself. *Stop drafting* waits no longer.
stage-card-summary = 📄 The published summary
stage-card-obstacles = *Before this stage can close*
stage-card-nothing-left = Everything is there. { $lead } can close this stage.
stage-card-sealed = Closed with evidence of fingerprint { $fingerprint }
obstacle-earlier-stage = *{ $stage }* is still open
obstacle-role-empty = { $role }: { $number ->
    [one] 1 person is missing
   *[other] { $number } people are missing
}
obstacle-roles-empty = people are missing: { $roles }
obstacle-document-missing = *{ $document }* is missing
obstacle-document-review = *{ $document }* waits for review
obstacle-changes-open = *{ $document }*: changes asked for by { $people } are not settled
obstacle-sign-off = { $role }: { $number ->
    [one] 1 approval is missing
   *[other] { $number } approvals are missing
}
obstacle-condition-open = condition { $number } of { $people } is open
obstacle-response-awaited = { $role } may still answer to the facts
obstacle-summary-missing = the summary is not published
obstacle-lines-awaited = { $people } may still answer to their lines
obstacle-recommendation-missing = { $role } has recommended no release form yet
obstacle-ballot = the board decides
tally = { $role } { $given }/{ $quorum }
tally-waived = the lead goes on without
tally-waiting = waiting: { $people }
tally-conditional = with a condition: { $people }
tally-carried = carried over a change without effect: { $people }
tally-changed = changed since they signed: { $people }
response-facts-correct = { $role }, { $who }: facts correct
response-factual-error = { $role }, { $who }: *factual error*
response-none = { $role }: no answer yet
open-request = ✏️ { $who } asks for changes on *{ $document }* v{ $version }:
condition-open = 🔖 Condition { $number } of { $who }, open:
condition-closed = 🔖 Condition { $number } of { $who }, met:
condition-carried = 🔖 Condition { $number } of { $who }, carried onto the ballot:

## Smaller audits

variant-approved = The reason was approved by { $by }.
variant-unapproved = The reason is not approved yet.
obstacle-variant = the reason for a smaller audit is not approved by somebody independent ({ $people })

## Whatever went wrong

resume-done = *{ $name }* goes on. What waits is asked again.
resume-not-paused = *{ $name }* is not paused, so there is nothing to resume.
audit-none = There is no audit you can see yet. `/audit start` starts one.
start-not-in-group = Here, members of <!subteam^{ $group }> start audits. Ask one of them to start yours; you can lead it all the same.
start-guest = Guests cannot start an audit. Ask a full member of this workspace to start it for you.
start-version-missing = Name the exact version too, after a space: Foo-7B 1.0
channel-restricted = In that channel, who may post or reply is limited, so I cannot carry an audit there. Choose another one, or have an admin let the app post and reply: channel's name → Settings → Posting permissions.
channel-not-reached = I am not in that private channel. Type there: /invite { $bot }, then press again.
stage-unknown = This audit has no such stage. Open the audit card to see its stages.
reopen-none = No stage is closed, so there is none to reopen.
new-channel-lead-only = Only the audit lead or the deputy gets the audit a new channel. Ask { $person }.
new-channel-under-way = If I cannot get into the audit's channel any more, I make a new one, invite everybody with a role, and post there what stood in the old one. Talk of the old channel does not move; it stays on record.

## Answers

status-follow-up = Documents, results (a file in the thread of the tests) and problems can still be handed in. They change no decision by themselves; what would cancel it is reported.
status-asked = Asked for: *{ $form }*
status-asked-next = If not that, next: *{ $form }*; its documents are asked for too.
status-stage = *{ $stage }*, before it can close:
status-there = There: { $documents }
status-nothing-left = Everything is there.
report-role-only = You have no role in this audit, so you cannot have its report posted. Ask { $person }.
report-own-channel = the audit's channel, once it is there
report-under-way = The report is being written. It comes as files into { $where }, for everybody there.
list-title-filtered = { $which } ({ $count })
list-filter-all = All audits
list-filter-open = Under way
list-filter-overdue = With something overdue
list-filter-mine = In which I have a role
list-filter-paused = Paused
list-filter-decided = Decided
list-filter-ended = Ended
list-stage = *{ $stage }*, due { $due }
list-next = next date { $due }
list-overdue = ⏰ { $count } overdue
list-line = *{ $name }* · { $standing } · started { $day } { $channel }
list-more = { $count } older ones are not shown.
list-open = under way
list-paused = paused
list-decided = decided
list-ended = ended
button-delegate = Hand a role over
button-waive = Waive independence
button-recuse = Step aside as a seat
button-carry-condition = Carry onto the ballot

standing-open = at { $stage }
standing-paused = paused at { $stage }
standing-ended = ended at { $stage }; nothing may be released on it
standing-decided = decided: { $form }

## Start, details

modal-start = Start an audit
modal-start-submit = Start
input-start-model = Model and version
input-start-model-hint = The version is the last word: Foo-7B 1.0
input-start-description = What it is and for whom
input-start-asked_form = Release form asked for
input-start-next_form = If not this form, which next?
input-start-next_form-hint = Its documents are asked for too, so that the board can allow it. It can be changed later in the details.
input-start-lead = Audit lead, then perhaps a deputy
input-start-lead-hint = The first person leads; the second acts while the lead is away.
input-start-channel = Where
input-start-channel-hint = Leave it empty for a new private channel. To use a private channel, invite me there first.
input-start-decision_channel = Decision channel
input-start-decision_channel-hint = The decision is posted here.
input-start-calendar = Working days
input-start-calendar-hint = Due dates, votes and waits skip these days off, and end at 17:00 in this zone.
input-details-calendar = Working days
input-details-calendar-hint = What comes from now on goes by them; a date that stands already stays.
input-details-country = Country
input-details-weekend = Weekend
calendar-as-it-is = As it is: { $calendar }
start-calendar-other = Of another place …
input-start-country = Country
start-no-country = No public holidays
start-region = Region, where its days off differ
start-zone = Time zone
input-start-weekend = Weekend
weekend-usual = As usual there
weekend-5-6 = Saturday and Sunday
weekend-4-5 = Friday and Saturday
weekend-6 = Sunday
weekend-4 = Friday
weekend-4-6 = Friday and Sunday
calendar-no-country = Without public holidays; days end at 17:00 { $zone }
calendar-country = { $country } and its public holidays; days end at 17:00 { $zone }
input-start-kind = Kind of audit
input-start-reason = Why a smaller audit is enough
input-start-reason-hint = For a light audit: somebody independent approves the reason.
start-full = Full audit
start-private-hint = People are assigned in the next step. Details can be edited later.
modal-started = Audit started
started-channel = *{ $name }* has started. Its private channel { $where } is being made, and you are invited there. Next: assign people.
started-here = *{ $name }* has started in { $where }. Next: assign people.
modal-details = Edit details
modal-details-submit = Save
input-details-description = What it is and for whom
input-details-asked_form = Release form asked for
input-details-next_form = If not this form, which next?
input-details-next_form-hint = Its documents are asked for too, so that the board can allow it.
input-details-decision_channel = Decision channel
input-details-audience = Where you change that sentence
audience-other = it is something else, or for more people: the first stage is looked at again
audience-fewer = it is the same for fewer people: nothing opens again once an auditor or safety agrees
input-details-due = Due date of the stage under way

## Course

modal-reopen = Reopen a stage
modal-reopen-submit = Reopen
reopen-what = A reopened stage is worked on again. Each later stage is asked whether it still stands; no ballot opens before that.
input-reopen-stage = Which stage
input-reopen-reason = Why
modal-pause = Pause
modal-pause-submit = Pause
pause-what = Nothing is asked of anybody in *{ $name }* until it is resumed.
input-pause-reason = Why, and until when about
modal-end = End this audit
modal-end-submit = Propose the end
end-what-alone = Nobody else has accepted a role, so *{ $name }* ends at once. Nothing may be released on it then; its record is kept.
end-what = *{ $name }* ends once somebody from the board or safety confirms it. Nothing may be released on it then; its record is kept.
input-end-reason = Why

fallback-stage-closed = Stage closed
fallback-stage-reopened = Stage reopened
fallback-audit-ended = Audit ended: nothing may be released on it
fallback-audit-paused = Audit paused
fallback-audit-resumed = Audit goes on
fallback-end-refused = The audit goes on
fallback-sent-back = The board sends the audit back
fallback-delivery-failed = Something could not be delivered
notice-stage-closed = ✅ *{ $stage }* is closed.
notice-stage-next = Next: *{ $stage }*.
notice-stage-reopened = ↩️ *{ $stage }* is open again, by { $by }.
notice-stage-questioned = Do these still stand? { $stages }
notice-audit-ended = ⏹ *{ $name }: audit ended at { $stage }.* *Nothing may be released on it.*
notice-audit-paused = ⏸ *{ $name }* is paused. Nothing is asked of anybody until it is resumed.
notice-audit-resumed = ▶️ *{ $name }* goes on.
notice-end-refused = ▶️ { $by } refuses the end of *{ $name }*: the audit goes on.
notice-delivery-failed = ⚠️ *{ $name }*: Slack refuses a message of this audit for good. Is the channel there, and am I in it? Mend that, then try again. If the audit's channel is lost for good, I can make a new one.
notice-delivery-refused = ⚠️ *{ $name }*: Slack refuses something of this audit for good ({ $word }). { $why }
slack-refuses-channel = The channel is gone, or I am not in it: invite me there, then try again. If it is lost for good, I can make a new one.
slack-refuses-archived = The channel is archived: unarchive it, then try again. If it is to stay archived, end the audit, or let me make a new channel.
slack-refuses-posting = An admin has limited who may post there, or in its threads. Ask them to let me, then try again.
slack-refuses-app = An admin of this workspace keeps that from apps: making a private channel, say, or pinning a message. Ask them to let me, then try again.
slack-refuses-pins = The channel has as many pinned messages as Slack keeps: unpin one that is done with, then try again.
slack-refuses-files = This workspace does not take such a file from me: uploads are switched off, or limited by kind or size. Ask an admin, then try again; until then whoever runs me can write the report with smactr report.
slack-refuses-person = Somebody cannot be reached: their account is deactivated, or not to be seen from here. Give their role to somebody else.
slack-refuses-guest = A guest may be in no more channels: ask an admin to let them in, or give their role to somebody else. Then try again.
slack-refuses-installation = I am not installed as I should be. Whoever runs me installs me again from the manifest of this release (smactr doctor says what is missing); then try again.
slack-refuses-limit = The workspace has reached a limit of its plan: an admin has to raise it, then try again.
slack-refuses-fault = What I sent is not as Slack takes it, which is a fault of mine: tell whoever runs me; smactr doctor and my log say what it was.
slack-refuses-other = Is the channel there, and am I in it? Mend that, then try again. If it is not that, smactr doctor says more to whoever runs me.
notice-work-failed = ⚠️ *{ $name }*: I gave up on work of this audit that is not in Slack, such as signing its record ({ $cause }). Whoever runs me has to mend that: smactr doctor and my log say what it is. Then try again.
notice-sent-back = ↩️ Most seats send the audit back to *{ $stage }*:
fallback-framework-adopted = The audit goes on by another framework
notice-framework-adopted = 🔁 *{ $name }* goes on by framework { $version }: { $by } asked, and a reviewer agreed. Documents, results and people are kept; what opens again stands below.
fallback-framework-kept = The audit stays with its framework
notice-framework-kept = *{ $name }* stays with the framework it has: { $by } did not agree to another one. It can be asked again.
fallback-audit-upgraded = The audit is a full one now
notice-audit-upgraded = ⬆️ *{ $name }* is a full audit now, says { $by }. Its documents are kept; approvals were given for less and are asked for again. It goes on with { $stage }.

an-earlier-stage = an earlier stage

## Buttons

button-details = Edit details
button-status = Status
button-report = Report
button-approve-variant = Approve
button-refuse-variant = Needs a full audit
modal-refuse-variant = Needs a full audit
modal-refuse-variant-submit = Say so
input-refuse-variant-reason = Why
refuse-variant-what = That is the reason for the smaller audit. What you write is shown to the audit lead, who is asked to make it a full one.
button-copy = Copy from another audit
modal-copy = Copy from another audit
modal-copy-submit = Copy
copy-what = From *{ $audit }*, as far as you may give it here. Whoever wrote a document stays its author, and everything is accepted and signed anew; no signature is copied.
copy-nothing = No audit you see has risks or documents that you may give here and that are not here yet.
copy-risk = { $title } ({ $thresholds ->
    [0] no threshold
    [one] 1 threshold
   *[other] { $thresholds } thresholds
})
input-copy-risks = Risks, with the thresholds that were opened
input-copy-documents = Documents that were accepted there
button-upgrade = Make it a full audit
button-new-framework = Go on by today's framework
modal-framework = Today's framework
modal-framework-submit = Ask
modal-framework-answer = Today's framework
modal-framework-answer-submit = Send
input-framework-answer-answer = Your answer
adoption-what = *{ $title }*, version { $version }. Documents, results and people are kept. This is what it would mean:
adoption-asks = Nothing changes before an auditor or safety, who reads the same list, agrees.
adoption-stages = *These closed stages open again*
adoption-documents = *Somebody else accepts these documents, for whoever did may not by the new rules*
adoption-results = *A reviewer who did not hand them in says again what these results are worth*
adoption-findings = *These severe problems stand open again: lowering one takes two people*
adoption-waivers = *Waivers that are over*
adoption-asked = *These documents are asked for besides*
adoption-result = result { $number }
adoption-finding = problem { $number }
adoption-unsigned = What was signed was signed by older rules: every signature is asked for again.
adoption-nothing = Nothing opens again.
adoption-adopt = The audit goes on by it
adoption-another-by-now = The bot has another framework by now than the one that was asked for, so this question leads nowhere. The lead can ask again.
adoption-keep = It stays with the framework it has
button-pause = Pause
button-resume = Resume
button-end = End audit
button-reopen = Reopen
button-close-stage = Close this stage
button-summarize = Draft the summary
button-confirm-end = End the audit
button-refuse-end = Go on with it
button-take-in = Take in
button-stands = Still stands
button-reopen-too = Reopen it too
button-resume-delivery = Try again
button-invite-missing = Invite missing people
button-new-channel = Make a new channel
channel-topic = Audit { $audit }: { $model }. May it be released, and in which form?

stage-card-risks = *Risks*
stage-card-expectations = *Expectations*
stage-card-kinds = *Kinds of risk*

## A result's message

button-declare-version = Declare it
button-refuse-version = No new version
button-new-model = New model version

## What waits for a person

obstacle-risk-missing = no risk with priority is on record
obstacle-expectation-unanswered = nobody has said what becomes of expectation { $number }
obstacle-expectations-unanswered = nobody has said what becomes of expectations { $numbers }
obstacle-expectation-threshold = { $risk } has no threshold for expectation { $number } since it was made of it
obstacle-kinds-unanswered = { $number ->
    [one] 1 kind of risk is not answered for
   *[other] { $number } kinds of risk are not answered for
}
obstacle-threshold-missing = { $risk } has no threshold
obstacle-result-missing = { $risk } has no result of this version of the model
obstacle-weights-unknown = the manifest of the model under audit is not there
obstacle-threshold-sealed = the threshold of { $risk } is being opened, which takes a moment
obstacle-failure-unlogged = { $risk } does not hold its threshold, and no problem is on record for it
obstacle-document-outdated = *{ $document }* is about an earlier version of the model: does it still hold?
obstacle-result-outdated = result { $number } is of an earlier version of the model: run again or carried over?

## Tamper records

obstacle-tamper-outdated = *{ $document }* is about an earlier version of the model; a tamper record is never carried over

## What a rule refuses

stage-closed = { $stage } is closed. The audit lead can reopen it.
stage-not-begun = { $stage } has not begun: the stages before it are still open.
start-model-missing = Name the model.
start-description-missing = Say in a sentence what it is and for whom.
next-form-less-open = What is asked for next is less open than the release form asked for. Choose a smaller number, or nothing.
start-form-too-open = This kind of audit decides nothing more open than { $number } { $form }. Choose such a form, or a full audit.
deputy-is-lead = The deputy acts when the lead cannot, so choose somebody else.
audience-missing = Say what it is and for whom.
audience-settled = That question is settled: the description stands as the audit's card shows it. There is nothing to do.
audience-reviewer-only = An auditor or safety says whether a description is for fewer people, and not who asked for it. { $person } is asked.
audience-older-rules = This audit goes by older rules, in which the lead changes the description. Choose that it is something else.
calendar-shortens = By these working days votes, cooling-offs and holds would end sooner, and others rely on those of now. Since { $stage } was closed, only working days can be chosen by which nothing ends sooner: more days off, or a later end of the day.
details-board-voting = The board is voting on this. Details can be changed again when it is done.
details-cooling-off = The board's result cools off. Details can be changed again if it is not posted.
form-unknown = Choose a release form from the list.
pause-board-voting = The board is voting. Wait for the result, or propose to end the audit.
pause-cooling-off = The board's result cools off. To stop its posting, hold it, with a reason.
pause-reason-missing = Say why, so that people know when to expect more.
end-reason-missing = Say why the audit should end. It is shown to those who confirm.
end-not-proposed = Nobody proposes to end this audit (any more).
end-form-0-proposed = The board has said that nothing is released, and that is posted first. Only a board seat can hold it.
end-own-proposal = You proposed this, so somebody from the board or safety must confirm it.
late-reviewer-only = A reviewer takes in what came late: { $person }, for example.
late-waits = The board is deciding. Until the post only what speaks against a release form is taken in; the rest waits and can follow it.
stands-expectation-unanswered = *{ $stage }* does not stand while nobody has said what becomes of an expectation. Choose *Reopen*, and say it there.
reopened-signer-only = Somebody who signed *{ $stage }* and builds nothing says whether it still stands: { $person }, for example.
stage-close-obstacles = { $stage } cannot close yet. Its message lists what is missing and who is awaited.
stage-not-closed = { $stage } is not closed.
reopen-board-deciding = The board decides, and no stage is opened again before its result is posted. An auditor or safety takes in what speaks against a form; a seat sends a stage back, or holds the result and asks for a fresh ballot.
reopen-reason-missing = Say why it is opened again, so that everybody knows what to look at.
variant-reason-missing = Say why a smaller audit is enough. Somebody independent approves the reason.
variant-refused = { $person } says that this needs a full audit, and only they can approve the smaller one now. Make it a full audit: the documents are kept.
variant-approved-already = { $person } approved the reason already. The audit lead can make it a full audit at any time.
variant-refusal-reason-missing = Say why a smaller audit is not enough. The audit lead reads it.
variant-full-audit = This is a full audit. There is nothing to approve about its kind.
variant-approver-only = Only { $roles } can approve this. Ask { $person } to assign somebody.
variant-not-independent = You started or lead this audit, or built the model. Somebody independent approves it.
adoption-same = This audit goes by that framework already. There is nothing to do.
adoption-of-before = That framework is older than the one this audit goes by, and no audit goes back. Ask whoever runs the bot which framework it has.
adoption-board-deciding = The board is deciding. Ask again when its result is posted or the round is over.
adoption-other-stages = That framework has other stages. This audit stays with its own; start a new audit to go by that one.
adoption-lost = That framework has no place for what is on record here: { $lost }. This audit stays with its own; start a new audit to go by that one.
adoption-people-apart = By that framework these people cannot stay in their roles: { $people }. Assign somebody else first, then ask again.
adoption-settled = That question is settled, or the bot has another framework by now. { $person } can ask again; what the audit waits for stands in its status.
adoption-reviewer-only = An auditor or safety agrees to another framework, nobody who builds or asked for it. { $person } is asked.
upgrade-practice = A practice audit stays one. Start a full audit for the real question.
upgrade-board-deciding = The board is deciding. Wait for the result; a full audit can be started afterwards.
upgrade-full-only = Only a full audit can take the place of this one.
upgrade-framework-lost = The full audit's framework no longer has: { $lost }. Start a new audit instead.

## In the list of events of a design history: the fields of the event, written out

event-AuditStarted = The audit of { $subject } was started, led by { $lead }; asked for: { $asked_form }
event-AudienceProposed = It was said that a new description is for fewer people
event-AudienceNarrowed = A reviewer agreed that it is: the description changed, and nothing opens again
event-AudienceKept = A reviewer did not agree that it is for fewer people
event-DetailsChanged = Details of the audit were corrected
event-ChannelBound = The audit got its channel
event-DueChanged = { $stage } got another due date: { $due }
event-StageOpened = { $stage } opened, due { $due }
event-StageReady = Everything { $stage } needs was there; approvals were asked for
event-StageClosed = { $stage } closed
event-StageReopened = { $stage } was opened again
event-LateTakenIn = What had come late for { $stage } was taken in
event-StageStands = { $stage } still stands after an earlier stage was opened again
event-AuditPaused = The audit was paused
event-AuditResumed = The audit was resumed
event-EndProposed = It was proposed to end the audit
event-EndRefused = The proposal to end the audit was refused
event-AuditEnded = The audit ended at { $stage }
event-VariantRefused = Somebody independent said that it needs a full audit
event-VariantApproved = The reason for a smaller audit was approved
event-FrameworkProposed = Framework { $title } was asked for
event-FrameworkKept = A reviewer did not agree: the framework stays
event-FrameworkAdopted = The audit goes on by framework { $title }, as { $asked_by } asked; a reviewer agreed
event-AuditUpgraded = The audit became a full one; documents are kept, approvals asked for again

## Other audits of the same model

earlier-audits = *Other audits of these weights, or of a model of this name*
earlier-audit = • { $audit } · { $model } · { $same ->
    [yes] the same weights
    [some] some of the same files
   *[no] the same name
} · { $outcome }
earlier-audit-kind = ({ $kind })
earlier-audit-running = under way
earlier-audit-paused = paused
earlier-audit-ended = ended without a decision; nothing may be released on it
earlier-audit-decided = decided on { $day }: { $form }
earlier-audit-suspended = decided on { $day }: { $form }; suspended since
earlier-audit-expired = decided on { $day }: { $form }; expired since
earlier-audit-failed = These weights failed there by { $metrics }, which counts here.
earlier-audit-tampered = Tampered with, these weights failed there, which counts here.
event-EarlierAuditsFound = Other audits of these weights or of this model were looked up
light-risk-kind = { $of } is tested as { $risk }, and a { $kind } decides nothing on such a risk. Make it a full audit: the documents are kept.
light-risk-severe = { $risk } has severity 5, and a { $kind } decides nothing on such a risk. Make it a full audit: the documents are kept.
light-elsewhere-runs = { $audit } audits these very weights and is not over, so a { $kind } is refused. End { $audit } first, or make this one a full audit.
light-elsewhere-less = { $audit } decided on these very weights: { $form }. A { $kind } cannot allow more than that: ask for less, or make it a full audit.
obstacle-light = a light audit is not enough for this model: a risk is too severe or of a kind that takes a full audit, or another audit of these weights runs or allowed less. Make it a full audit
earlier-audit-declared = The lead says that this model is made from it.
made-from = The lead says that this model is, or is made from, the model of { $audits }. With your approval you confirm it.
made-from-none = The lead says that this model is neither the same as, nor made from, a model audited here. With your approval you confirm it.
origin-audit-unknown = There is no audit { $audits } here. `/audit list` shows which there are.
reach-said = *Where and at what scale:*
reach-unsaid = *Where and at what scale: not said.*
reach-add = The audit lead adds it with *Edit details*.
input-start-reach = Where and at what scale it is to be used
input-start-reach-hint = Who serves it and from where, in which countries, for how many people or requests. It is printed for the board and in the report.
input-details-reach = Where and at what scale it is to be used
input-details-reach-hint = Who serves it and from where, in which countries, for how many people or requests. It is printed for the board and in the report.
input-start-made_from = Same as, or made from, a model audited here? Which audits
input-start-made_from-hint = Their keys, as A-3, A-7. Nothing means none. A reviewer confirms it.
input-details-made_from = Same as, or made from, a model audited here? Which audits
input-details-made_from-hint = Their keys, as A-3, A-7. Nothing means none. A reviewer confirms it.
button-undo-closing = Undo the closing
undo-something-followed = Something has happened since *{ $stage }* was closed, so its closing cannot be undone. Press *Reopen* instead.
event-ClosingUndone = The closing of { $stage } was undone
