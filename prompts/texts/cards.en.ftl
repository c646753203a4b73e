# The messages that are kept up to date: audit, stages, questions, summary, decision.

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
audit-card-roles-missing = Still to be found before scoping can close: { $roles }
role-line = { $role }: { $people }
seat-unanswered = (has not answered yet)
awaited-person = • { $who }: { $what }

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
stage-card-questions = *Questions, each with its own thread*
stage-card-drafting = ✍️ The summary is being drafted: { $done } of { $of } parts read
stage-card-summary = 📄 The published summary
stage-card-obstacles = *Before this stage can close*
stage-card-nothing-left = Everything is there. { $lead } can close this stage.
stage-card-sealed = Closed with evidence of fingerprint { $fingerprint }

obstacle-earlier-stage = *{ $stage }* is still open
obstacle-role-empty = { $role }: { $number ->
    [one] 1 person is missing
   *[other] { $number } people are missing
}
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

document-missing = not handed in · { $owners }
document-wanted = (needed for { $form })
document-optional = (optional)
document-fetching = being fetched from Slack
document-failed = could not be fetched: { $problem }
document-submitted = waits for review
document-accepted = accepted by { $by }
document-changes = changes asked for
document-pointer = only a link: a copy (PDF, Markdown) is needed
document-by = by { $by }, { $day }
document-rows = { $count ->
    [one] 1 row
   *[other] { $count } rows
 }
document-lacks = missing: { $parts }
stated = It states: { $what }
stated-licence = licence { $what }
stated-base-model = derived from { $what }
stated-datasets = data { $what }
stated-results = { $count ->
    [one] 1 result
   *[other] { $count } results
 } in its model index
stated-problem = What stands in front of it (between the lines ---) cannot be read as YAML.
document-behalf = recorded by { $by } on behalf of { $whom }, { $day }
document-afterwards = _written afterwards_
document-no-effect = change marked as without effect on what was signed
document-supports = supports the release
document-supports-not = *does not support the release*

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
finding-open = ⚠️ Problem { $number } ({ $severity }), open:
finding-cause = ({ $cause })
finding-risk = (a failed test of { $risk })
finding-owner = · { $who } answers for it
finding-blocks = · blocks release forms { $forms }
finding-answered = { $who } says what was done:
finding-disposed = Said by { $who }:
cause-gap = a gap
cause-test = a failed test
cause-conflict = a conflict with a principle
cause-other = something else
finding-fixed = ☑️ Problem { $number } ({ $severity }), fixed:
finding-mitigated = ☑️ Problem { $number } ({ $severity }), mitigated:
finding-accepted = ⚠️ Problem { $number } ({ $severity }), accepted as it is:

ballot-not-open = Not open yet. The lead opens it when reflection is closed.
ballot-open = Open until { $deadline }. { $rule } What was voted stays sealed until the reveal.
rule-share = { $count ->
    [1] Form { $first } passes
    [2] Forms { $first } and { $last } pass
   *[other] Forms { $first }–{ $last } pass
} with { $needed } of { $seats } seats.
rule-every-seat = { $count ->
    [1] Form { $first } needs
    [2] Forms { $first } and { $last } need
   *[other] Forms { $first }–{ $last } need
} every seat ({ $needed } of { $seats }).
rule-none = Form 0 is always allowed.
ballot-voted = Voted: { $people }
ballot-waiting = Waiting: { $people }
ballot-closed = Closed; the ballots are being opened.
ballot-void = The last round does not count: something changed under it.
ballot-revealed = The ballots are revealed.
ballot-no-decision = *No decision. Nothing may be released.*

## A question of the reflection

question-title = Question { $number } of { $count }: { $question }
question-fallback = { $name }: { $question }
question-how = Answer in this thread, by { $due }. What is said here is summed up; who is quoted sees their lines first.
question-closed = Closed. What is said here now is not part of the summary.
question-summed-up = Summed up. Read the summary

## The summary

summary-none = There is no published summary.
summary-title = *Summary of the reflection* · { $name }
summary-fallback = Summary of the reflection: { $name }
summary-excerpts = Excerpts: people's own words, chosen without a model.
summary-replaces = It replaces the summary of { $day }, which stays in the record.
summary-by-model = Drafted by { $model }. Every quote stands in what was said; numbers lead there.
statement-position = { $who }: { $text } ({ $there })
statement-agreement = *Agreed* by { $who }: { $text } ({ $there })
statement-disagreement = *Disagreed* by { $who }: { $text } ({ $there })
statement-condition = *Condition* of { $who }: { $text } ({ $there })
statement-mitigation = *Mitigation*, from { $who }: { $text } ({ $there })
statement-principle = *Principle at stake*, from { $who }: { $text } ({ $there })
statement-open = *Open*, asked by { $who }: { $text } ({ $there })
statement-dissent = *Dissent* of { $who }: { $text } ({ $there })
summary-there = there
summary-also = { $first } and { $last }
summary-dissents = *Dissent* is on record from { $people }: { $notes }
summary-worded = _(worded by the audit lead)_
summary-disputed = ↳ *Disputed* by { $who }:
summary-open-question = Open: { $question }
summary-not-verified = { $count ->
    [one] 1 statement was withheld: it was not verified.
   *[other] { $count } statements were withheld: they were not verified.
}
summary-tally = { $accurate } accurate, { $disputed } disputed, { $unanswered } no answer
summary-answers-due = Who is quoted may answer until { $due }; silence neither blocks nor agrees.
summary-removed = { $count ->
    [one] 1 statement removed by { $by }
   *[other] { $count } statements removed by { $by }
}

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
decision-model = *Model:* { $model }; nobody stated the fingerprint of its weights.
decision-model-fingerprint = *Model:* { $model }, fingerprint { $fingerprint }
decision-means = { $means } Can it be taken back: { $recall }.
decision-asked = Asked for: { $form }.
decision-conditions = *Conditions and mitigations*
decision-reasons = *Reasons*
decision-reason = { $who }:
decision-dissents = { $count ->
    [one] *Dissent, in its author's words*
   *[other] *Dissents, in their authors' words*
}
decision-dissent = { $who } dissents:
decision-votes = *Who allows what*
decision-problems = *Problems known at the decision*
decision-waivers = *Independence waived*
decision-waiver = { $who } holds { $one } and { $other }; proposed by { $by }, agreed by { $seconded }:
decision-unanswered = *Gone on without an answer*
decision-decided = Decided { $when }. Audit lead: { $lead }
decision-blocked = *{ $form }* would be allowed by { $ticks }; blocked: { $why }
blocked-missing = { $document } missing
blocked-submitted = { $document } not accepted
blocked-against = { $document } does not support it
blocked-finding = problem { $number } open
blocked-late = { $risk } holds only a threshold set after its result
vote-forms = • { $who }: { $forms }
vote-none = • { $who }: no form
vote-sent-back = • { $who }: sent back to { $stage }
vote-absent = • { $who }: did not vote

## Beside files the bot posts

files-report = 📄 *{ $audit }*: the report and the design history as they stand, asked for by { $by }. Of restricted documents it names title, date and fingerprint only.

## Smaller audits

name-of-kind = { $audit } ({ $kind }): { $model }
practice-mark = 🎓 *Practice audit.* It decides nothing, and nothing may be released on it.
variant-mark = *{ $kind }.* { $means }
variant-approved = The reason was approved by { $by }.
variant-unapproved = The reason is not approved yet.
obstacle-variant = the reason for a smaller audit is not approved by somebody independent ({ $people })
