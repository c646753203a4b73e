# Modals. `modal-KEY` is a title (24 characters at most), `modal-KEY-submit` its button, `input-MODAL-INPUT` a label and
# `…-hint` the small print beneath it. Labels and hints are plain text.

modal-cancel = Cancel
modal-close = Close
modal-said = smactr

## Start, details

modal-start = Start an audit
modal-start-submit = Start
input-start-model = Model and version
input-start-model-hint = The version is the last word: Foo-7B 1.0
input-start-description = What it is and for whom
input-start-asked_form = Release form asked for
input-start-lead = Audit lead, then perhaps a deputy
input-start-lead-hint = The first person leads; the second acts while the lead is away.
input-start-channel = Where
input-start-channel-hint = Leave it empty for a new private channel. To use a private channel, invite me there first.
input-start-decision_channel = Decision channel
input-start-decision_channel-hint = The decision is posted here.
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
input-details-decision_channel = Decision channel
input-details-due = Due date of the stage under way

## People

modal-people = Assign people
modal-people-submit = Save
people-intro = Who does what in *{ $name }*? Empty roles can be filled later; scoping cannot close without those that need somebody.
people-from-last = Who does what in *{ $name }*? Empty roles show who held them in your last audit; look them through before you save.
people-least = *At least { $count }.*

modal-decline-role = Not me
modal-decline-role-submit = Decline
decline-what = You decline to be *{ $role }* in *{ $name }*. The audit lead is told.
input-decline-role-suggests = Who could do it instead?

modal-delegate = Hand a role over
modal-delegate-submit = Hand over
input-delegate-role = Which role
input-delegate-to = Who acts for you
input-delegate-to-hint = Choose yourself to take back a role that you handed over.
input-delegate-until = Until the end of

modal-replace = Replace somebody
modal-replace-submit = Replace
replace-what = Who takes the seat of { $who } as *{ $role }*?
input-replace-to = The new person

modal-waive = Waive independence
modal-waive-submit = Ask for it
waive-what = One person may hold two roles that are kept apart, if a board member agrees. It is printed on the decision.
input-waive-person = Who
input-waive-role = One role
input-waive-other = The other role
input-waive-reason = Why this is acceptable here

modal-away = Away
modal-away-submit = Save
away-what = Until when are you away? A lead's deputy acts meanwhile.
input-away-until = Until the end of

## Documents

modal-submit = Hand in a document
modal-submit-submit = Hand in
input-submit-artifact = Which document
input-submit-file = A file
input-submit-text = or a text
input-submit-text-hint = Up to 3,000 characters; a longer one goes into a file (PDF, Markdown).
input-submit-link = or a link
input-submit-link-hint = A link is kept as a pointer only: it can change, so it does not count as the document.
input-submit-behalf = Whose word it is, if not yours
input-submit-behalf-hint = For somebody without an account here, such as an external reviewer: name and affiliation. Attach the document they signed.
input-submit-afterwards = When was it written?

modal-use-as = Use as document
modal-use-as-submit = Use this
use-as-what = Which document is { $name }?
input-use-as-artifact = Which document
input-use-as-behalf = Whose word it is, if not yours
input-use-as-behalf-hint = For somebody without an account here, such as an external reviewer: name and affiliation. The file is the document they signed.
input-use-as-afterwards = When was it written?

modal-template = Template
template-none = There is no template for this one: any form will do.

template-markdown = As a Markdown table, in a reply or a file:
template-csv = or as CSV, in a file:
template-columns = *What its columns take*
column-required = needed
column-number = a number
column-between = a number from { $least } to { $most }
column-choice = one of: { $choices }
column-date = a day, such as 2026-12-31
column-person = a name

modal-row = Add a row
modal-row-edit = Edit a row
modal-row-submit = Keep the row
row-person-hint = A name
modal-rows = Rows
modal-rows-submit = Submit
rows-submit = Submit as version { $number }
input-rows-afterwards = When was it written?
button-edit-row = Edit
button-remove-row = Remove this row
button-drop-draft = Forget the draft
button-earlier-rows = Earlier rows
button-further-rows = Further rows
rows-count = *{ $document }*: { $count ->
    [0] no row yet.
    [one] 1 row.
   *[other] { $count } rows.
 }
rows-ranked = Ranked by { $columns }, in this order.
rows-draft = A draft that goes on from version { $base }: it is kept until it is submitted.
rows-draft-new = A draft: it is kept until it is submitted.
rows-of-version = They stand in version { $number }.
rows-scores = Blind scores of version { $number }: { $count ->
    [0] none yet.
   *[other] sealed, by { $people }.
 } Two or more reviewers score it, each for themselves; all scores are shown together.
rows-scores-revealed = Version { $number } was scored blind.
button-score = Score blind
button-scores = Show the scores
button-reveal-scores = Reveal the scores
modal-score = Score blind
modal-score-submit = Seal my scores
score-how = Behind each number write *{ $columns }* ({ $bounds }), such as { "`" }3: 7 5 6{ "`" }. Leave a row empty that you do not score. Nobody sees your numbers before everybody's are revealed, except whoever runs the server.
input-score-rows = Rows { $first } to { $last }
modal-scores = Scores
scores-facts = Scored blind by { $people }. { $count ->
    [0] Nobody lies more than { $wide } apart.
    [one] One value lies more than { $wide } apart: talk about it, then hand in the next version.
   *[other] { $count } values lie more than { $wide } apart: talk about them, then hand in the next version.
 }
scores-given = { $column }: { $given } (apart by { $width })
scores-more = { $count } more, closer together.
rows-page = Page { $page } of { $pages }

modal-documents = Documents
documents-more = { $count } more do not fit here; each stage's message lists its own.

modal-document = Document
document-facts = Handed in by { $by } · { $size } bytes · fingerprint { $fingerprint }
document-no-fingerprint = none
document-source = The message it came from
document-not-shown = It cannot be shown here. Open the file in the message it came from; if it is still being fetched, try again in a moment.
document-longer = It goes on; read the rest in the file itself.

modal-difference = What changed
difference-facts = *{ $document }*: from version { $before } to version { $after }, by { $by }, { $day }
difference-no-document = No document changed: it was something else, such as the summary or a result.
difference-none = Nothing changed in the words.
difference-not-shown = These two cannot be compared here: one of them is no text (a PDF, a picture), or it was removed. Open both.
difference-long = Nearly everything changed: open both versions.
difference-more = There are more changes than fit here; open both versions to see them all.
difference-rows = { $added } added, { $removed } removed, { $changed } changed.
difference-cell = { $column }: { $before } → { $after }
difference-nothing = (nothing)

modal-review = Review
modal-review-submit = Submit
input-review-verdict = Your verdict
review-accept = Accept it
review-changes = Ask for changes
input-review-supports = Does it support the release forms that need it?
input-review-supports-hint = Only when you accept it. Complete is not the same as favourable.
review-supports = Yes, it supports them
review-supports-not = No, it speaks against them
input-review-what = What is wrong
input-review-what-hint = Only when you ask for changes; its owner reads exactly this.

modal-still-not = Still not settled
modal-still-not-submit = Submit
still-not-before = *{ $document }*: you had asked for
input-still-not-what = What is still missing

modal-finding = Log a problem
modal-finding-submit = Log it
finding-instead = In place of another round of changes on *{ $document }*:
input-finding-stage = Stage
input-finding-severity = How severe
input-finding-text = What is the problem
input-finding-artifact = Document concerned
input-finding-blocks = Release forms it blocks
input-finding-blocks-hint = A severe problem that is open blocks the forms named here.

input-finding-owner = Who answers for it
input-finding-owner-hint = Empty: whoever handed in the document concerned.
input-finding-cause = What kind of problem
input-finding-risk = Risk whose test failed
input-finding-risk-hint = Testing waits until each failed test is on record as a problem.
modal-answer-finding = Problem found
modal-answer-finding-submit = Submit
input-answer-finding-text = What was done about it
modal-dispose = Problem found
modal-dispose-submit = Save
input-dispose-finding = Which problem
input-dispose-disposition = What became of it
dispose-fixed = Fixed
dispose-mitigated = Mitigated
dispose-accepted = Accepted as it is
dispose-open = Open again
input-dispose-why = Why
finding-label = { $number } ({ $severity }) { $text }

## Verdicts

modal-sign = Read and decide
modal-sign-submit = Submit
sign-title = *{ $stage }* · { $name }
sign-problems = *Problems found and open*
sign-evidence = Your verdict is bound to what is shown here, fingerprint { $fingerprint }.
sign-statement = As *{ $role }* you state: “{ $statement }”
input-sign-verdict = Your verdict
sign-approve = Approve
sign-approve-if = Approve, if …
sign-request-changes = Request changes
input-sign-condition = Under which condition
input-sign-condition-hint = You are asked later whether it is met.
input-sign-artifact = Which document is wrong
input-sign-what = What is wrong
modal-signed = Recorded
signed = Your verdict on *{ $stage }* as { $role } is recorded. You can take it back here, or later in App Home.

modal-withdraw = Withdraw approval
modal-withdraw-submit = Withdraw
withdraw-what = You take back your approval of *{ $stage }* as { $role }. Both stay in the record.
input-withdraw-reason = Why

modal-respond = Answer to the facts
modal-respond-submit = Submit
respond-what = Are the facts of *{ $stage }* correct? Your words are printed as they are. This is not an approval.
input-respond-verdict = Your answer
respond-correct = Facts correct
respond-error = Factual error
input-respond-text = Which fact is wrong, and what is right

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
end-what = *{ $name }* ends once somebody from the board or safety confirms it. Nothing may be released on it then; its record is kept.
input-end-reason = Why

modal-extend = Give more time
modal-extend-submit = Save
extend-what = More time for { $who }.
input-extend-until = Until

modal-proceed = Go on without
modal-proceed-submit = Go on
proceed-what = The audit goes on without an answer of { $who }. That there was none is printed.
input-proceed-reason = Why

modal-redact = Remove texts
modal-redact-submit = Ask for it
redact-what = What is removed from *{ $name }* is gone for good; its fingerprint and your reason stay, and the record still verifies. Audit lead and legal agree on it; a workspace admin removes at once.
input-redact-contents = What is to be removed
input-redact-reason = Why
input-redact-reason-hint = It stays in the record. Do not repeat here what is to be removed.

## Summary

modal-publish = Publish the summary
modal-publish-submit = Publish
publish-not-verified = { $count ->
    [one] Not verified, and not published:
   *[other] Not verified, and not published ({ $count }):
}
publish-leave-out = Leave out
publish-longer = The draft goes on; the rest is in the message that brought you here. It is published as a whole.

modal-wordings = Edit the draft
wording-what = Nobody else sees the draft before you publish it. Whatever you reword is marked as yours; quotes stay as they are.
wording-opening = Opening
modal-wording = Edit the draft
modal-wording-submit = Save
wording-hint = What you change is marked “worded by the audit lead”. An emptied sentence of the opening goes.
wording-longer = This section is longer than a form can be; what follows stays as it is.
wording-sentence = Sentence { $number }
wording-statement = Statement { $number }
wording-dissent = Dissent stays as it was written.

modal-dispute = Dispute
modal-dispute-submit = Dispute
dispute-what = What you write is printed beneath the statement, in your words.
input-dispute-statements = Which statements
input-dispute-reason = What is not right

modal-removed = Removed statements

## Ballot

modal-vote = Vote
modal-vote-submit = Seal and submit
vote-replaces = You have voted already. What you submit here replaces it.
input-vote-forms = Release forms you would allow
input-vote-forms-hint = Tick every form you would allow. Nothing ticked: you allow none of them.
input-vote-reason = Your reason
input-vote-before = Conditions before the release
input-vote-before-hint = One a line. They bind if the form they are for wins.
input-vote-after = Conditions after the release
input-vote-after-hint = One a line.
input-vote-conditions_for = These conditions are for
input-vote-conditions_for-hint = Of the forms you ticked. Nothing ticked here: the most open of them.
input-vote-public = Words for publication
input-vote-public-hint = Printed with the decision as they are, for example a dissent.
input-vote-send_back = or send back to
input-vote-send_back-hint = Then tick no form, and say in your reason what is missing.

# changed while somebody had the modal open

meanwhile-changed = ⚠️ *Somebody changed this while you had it open. Nothing of yours was saved yet.*
meanwhile-now = • { $what } is now: { $now }
meanwhile-nothing = empty
meanwhile-accepted = • { $by } accepted *{ $document }* v{ $number }.
meanwhile-changes = • { $by } asked for changes of *{ $document }* v{ $number }.
meanwhile-newer = • *{ $document }* v{ $number } was handed in; you were looking at an earlier one.
meanwhile-evidence = • The documents of *{ $stage }* are now those listed below.
meanwhile-kept = What you entered is still here, below. Submit again if it shall count as it is.
