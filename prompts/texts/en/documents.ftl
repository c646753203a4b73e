# Documents: handing in, reviewing, rows, scores.

duty-answer-offer = Say whether your reply is a document
duty-submit = Hand in *{ $document }*
duty-rework = Hand in a new version of *{ $document }*
duty-review = Review *{ $document }*
duty-second-support = Say whether *{ $document }* supports a release that cannot be recalled
duty-earlier-documents = Say which documents about the version before still hold
duty-second-no-effect = Say whether a change of { $document } is without effect
duty-answer-changes = Say whether the new version of *{ $document }* settles what you asked for
duty-answer-contradictions = Say what holds where *{ $document }* contradicts what was on record before

## What stands beneath the line

ask-submit-how = Reply with the text or the file (PDF, Markdown; up to { $most } MB).
file-too-large = The file has { $size } MB; at most { $most } MB are taken. Compress it, or split it, and choose it again.
file-too-large-in-thread = { $name } has { $size } MB, so it was not taken: at most { $most } MB are. Compress it, or split it, and post it again.
reply-kept-while-paused = This audit is paused. Your reply is kept, and you are asked what it is when the audit goes on.
ask-submit-rows = Row by row, or a table (workbook, CSV, Markdown; up to { $most } MB).
ask-submit-restricted = 🔒 By the button only; named roles alone open it (up to { $most } MB).
ask-rework = { $by } asks for changes:
ask-second-support = One person says that it supports the release. A form that cannot be recalled takes a second word, and one of the two is Safety's. Say so only if you have read it; ask for changes if something is wrong.
ask-earlier-documents = The model changed. These documents are about an earlier version. Of each, say whether it still holds for *{ $model }*, or that a new one is needed; the board does not vote before.
ask-second-no-effect = { $who } says that { $document } v{ $version } changes nothing about what was signed. If you agree, approvals carry over and no stage opens; else it is taken in.
ask-answer-changes = Of version { $before } you said:
ask-answer-offer = { $name } { $there }
offer-there = (your reply)

## A reply that may be a document

offer-as = Use { $name } as *{ $document }* (v{ $number })?
offer-text = your text
offer-as-what = Is { $name } a document of this audit?
offer-restricted = ⚠️ Only named roles may open this document, but everybody here can read your reply. Hand it in by the button instead, and delete your reply.
offer-link = A link carries no fingerprint: it is kept as a pointer. For a document please hand in a copy (PDF, Markdown).
offer-afterwards = It was written after the fact

## A stage's card

document-missing = missing · { $owners }
document-wanted = (for { $form })
document-optional = (optional)
document-fetching = being fetched from Slack
document-taken-back = taken back by { $by } before anybody had reviewed it
take-back-sender-only = Only who handed it in takes it back: { $person }.
take-back-reviewed = Somebody has already reviewed *{ $document }*, so it stays. Hand in a new version instead.
button-take-back = Take back
event-ArtifactTakenBack = { $artifact } v{ $version } was taken back by who had handed it in
document-failed = could not be fetched: { $problem }
document-submitted = waits for review
document-accepted = accepted by { $by }
document-changes = changes asked for
document-outdated = about an earlier version of the model: a new one is needed
document-still-holds = still holds for this version of the model, says { $who }
document-of-earlier = about an earlier version of the model: does it still hold?
document-pointer = only a link: a copy (PDF, Markdown) is needed
document-by = by { $by }, { $day }
document-rows = { $count ->
    [one] 1 row
   *[other] { $count } rows
 }
document-lacks = missing: { $parts }
document-contradicts = { $count ->
    [one] ⚠️ contradicts another statement
   *[other] ⚠️ contradicts { $count } other statements
}
stated = It states: { $what }
stated-licence = licence { $what }
stated-base-model = derived from { $what }
stated-datasets = data { $what }
stated-results = { $count ->
    [one] 1 result
   *[other] { $count } results
 } in its model index
stated-stopped = Reading it took too much time or memory, so nobody has looked which parts it has. Look yourself, or ask for a shorter one.
stated-problem = { $problem ->
    [key-twice] A key stands twice in front of it (between the lines ---), so nobody can tell which value counts.
    [front-matter-twice] Two front matters stand one behind the other (between lines ---), so nobody can tell which counts.
    [unfilled] What stands in front of it (between the lines ---) is a template that was not filled in.
   *[other] What stands in front of it (between the lines ---) cannot be read as YAML.
 }
document-behalf = recorded by { $by } on behalf of { $whom }, { $day }
document-overruled = { "" }; accepted in the last round of changes over the objection of { $who }
document-original = { "" }; { $by } saw the signed original
document-ties = { "" }; ties to us: { $ties }
document-afterwards = _written afterwards_
document-objected = { $who } says that its change has an effect
document-no-effect = change marked as without effect on what was signed
document-supports = supports the release
document-supported-once = a second person has yet to say so, for forms that cannot be recalled
document-supported-by = { $who } says so too
outside-word = • { $who } on { $document }, version { $version }: { $ties }
outside-second = • { $who }, as a second: { $ties }
outside-word-behalf = • { $whom } (recorded by { $who }) on { $document }, version { $version }: { $ties }
document-supports-not = *does not support the release*

## Whatever went wrong

document-unknown = This audit asks for no such document. Choose one from its list.
document-without-rows = This document does not consist of rows. Open it as it is.
score-no-rows = There are no rows to score yet.
score-sealed = The scores are still sealed. A reviewer reveals them once two people have scored.
score-revealing = The scores are being opened. They are with the rows in a moment.
score-nothing = Write numbers behind at least one row.
score-not-read = “{ $line }” cannot be read. Write it like 3: 7 5 6.
draft-gone = There is no draft any more: somebody handed it in or took it back. Open the rows again.
document-not-there = There is nothing to open yet: this document was not handed in.
document-restricted = This document is restricted to { $roles }. You see its title, date and fingerprint on the stage's message.
document-role-only = You have no role in this audit, so you cannot hand in documents. Ask { $person } to assign you one.
submit-one-of-three = Give one of the three: a file, a text or a link.
review-accept-or-changes = You accept it, and say what is wrong. Choose one: ask for changes, or leave this empty.
review-abstract-accepts = What it says goes with accepting it. Accept it, or leave this empty and say only what is wrong.
abstract-not-asked = Of { $document } no abstract is printed: it is a table, or only named roles may read it. Leave this empty.
offer-answered = This was answered already. Open the audit to see what it became.
message-gone = That message is gone, or I cannot read it. Hand the document in by the button instead.
request-gone = That request for changes does not exist any more.

## Answers

offer-used = Taken. The stage's message shows it, and who reviews it.
button-changes = Ask for changes
mention-taken = Taken as *{ $document }*. The stage's message shows it, and who reviews it.
mention-no-document = I know no document called “{ $named }” in this audit. Its list is behind the button Documents.
mention-nothing-given = I do not see what you mean: put the file into the same message, or write here after it.

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
input-submit-ties = What ties them to us
input-submit-ties-hint = Of an outside reviewer only: money, shares, earlier work, friends. Write “none” where there is nothing. It is printed with the review.
input-submit-afterwards = When was it written?
modal-use-as = Use as document
modal-use-as-submit = Use this
use-as-what = Which document is { $name }?
input-use-as-artifact = Which document
input-use-as-behalf = Whose word it is, if not yours
input-use-as-behalf-hint = For somebody without an account here, such as an external reviewer: name and affiliation. The file is the document they signed.
input-use-as-ties = What ties them to us
input-use-as-ties-hint = Of an outside reviewer only: money, shares, earlier work, friends. Write “none” where there is nothing. It is printed with the review.
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
modal-row-submit = Keep the row
row-person-hint = A name
modal-rows = Rows
modal-rows-submit = Submit
rows-submit = Submit as version { $number }
input-rows-afterwards = When was it written?
button-edit-row = Edit
button-remove-row = Remove this row
button-choose-encoding = Say how it reads
modal-encoding = How does it read?
modal-encoding-submit = Read it so
input-encoding-encoding = Encoding
input-encoding-encoding-hint = Choose the one in which the line above reads as you wrote it. If none does, save the file as UTF-8 and hand it in again.
encoding-name = { $encoding ->
    [cp1252] Western European (Windows-1252)
    [mac_roman] Western European (Mac Roman)
    [cp1250] Central European (Windows-1250)
    [cp1251] Cyrillic (Windows-1251)
    [koi8_r] Cyrillic (KOI8-R)
    [cp1253] Greek (Windows-1253)
    [cp1254] Turkish (Windows-1254)
    [cp1255] Hebrew (Windows-1255)
    [cp1256] Arabic (Windows-1256)
    [cp932] Japanese (Shift-JIS)
    [euc_jp] Japanese (EUC-JP)
    [gb18030] Chinese, simplified (GB 18030)
    [big5] Chinese, traditional (Big5)
    [cp949] Korean (CP949)
   *[other] { $encoding }
 }
encoding-reading = { $name }: { $row }
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
documents-folded = *{ $stage }* · { $there } of { $count } documents
documents-not-asked-for = Not asked for here: { $documents }
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
contradiction-asked = These two cannot both be right, or they are about two things. Say what holds.
contradiction-later = *{ $document }* v{ $version } says:
contradiction-earlier = *{ $document }* v{ $version }, on record before it, says:
contradiction-threshold = The threshold of { $risk } says:
contradiction-result = Result { $number } says:
contradiction-form = The release form this audit asks for is *{ $form }*.
contradiction-version = There is no such version on record.
contradiction-mending = { $who } will mend it with a new version.
contradiction-left = { $count ->
    [one] One more waits in this document.
   *[other] { $count } more wait in this document.
}
contradictions-title = ⚠️ { $count ->
    [one] *One contradiction is not answered:*
   *[other] *{ $count } contradictions are not answered:*
}
contradictions-more = … and { $count } more. The lines of the documents in the stages' messages say where.
not-compared = ⚠️ { $count ->
    [one] One document was
   *[other] { $count } documents were
} not compared with the others, because { $why }. Look for contradictions there yourself.
not-compared-too-slow = that took too long
not-compared-too-much-memory = that took too much memory
not-compared-reader-died = reading broke off
not-compared-too-long = all documents together are too long
modal-contradiction = What holds?
modal-contradiction-submit = Save
input-contradiction-answer = What holds
input-contradiction-why = Why
input-contradiction-why-hint = Needed where both stay. It is printed in the report.
contradiction-answer-mending = I mend it: a new version follows
contradiction-answer-different = They mean different things
contradiction-answer-kept = Both stay, and I say why
modal-review = Review
modal-review-submit = Submit
input-review-verdict = Your verdict
review-accept = Accept it
review-changes = Ask for changes
input-review-supports = Does it support the release forms that need it?
input-review-supports-hint = Only when you accept it. Complete is not the same as favourable.
review-supports = Yes, it supports them
review-supports-not = No, it speaks against them
input-review-original = The signed original
review-original = I saw the signed original, and it says this
input-review-ties = What ties you to us
input-review-ties-hint = Only when you say that it supports them: money, shares, earlier work, friends. Write “none” where there is nothing. It is printed with your word.
input-review-abstract = In a few sentences: what does it say?
input-review-abstract-hint = Only when you accept it. The report prints it as your abstract; the whole text stands in its annex.
input-review-what = What is wrong
input-review-what-hint = Only when you ask for changes; its owner reads exactly this.
modal-earlier-documents = The version before
modal-earlier-documents-submit = Send
earlier-documents-what = These are about a version before *{ $model }*. Answer what you have read; what you leave open goes on waiting. A document that needs a new version is asked of its owner again.
earlier-documents-holds = It still holds for this version
earlier-documents-new = A new one is needed
earlier-documents-because = If it is carried over: because
earlier-documents-more = And { $count } more: they stand here once these are done.
earlier-documents-refused = { $count ->
    [0] Nothing was recorded:
    [one] One answer was recorded. These were not:
   *[other] { $count } answers were recorded. These were not:
}
modal-object-no-effect = It has an effect
modal-object-no-effect-submit = Object
object-no-effect-what = *{ $document }* v{ $version } is called without effect on what you signed. Say what of it has one: it is undone then, and the stage is signed on what changed. Once the board has voted, it stands beside the result, and is undone only where that is not posted.
input-object-no-effect-reason = What has an effect, and on what
modal-accept-read = Accept what I read
modal-accept-read-submit = Accept
accept-read-what = These documents wait for your word. Open each, and tick what you have read; what you leave unticked goes on waiting. To ask for changes, review it by itself.
accept-read-read = I have read it and accept it
accept-read-supports = I have read it: it supports the release forms that need it
accept-read-speaks-against = I have read it: it speaks against them
accept-read-original = I saw the signed original, and it says this
accept-read-more = And { $count } more: they stand here once these are done.
accept-read-refused = { $count ->
    [0] None could be accepted. Nothing of the others changed:
    [one] One is accepted. These could not be, and nothing of them changed:
   *[other] { $count } are accepted. These could not be, and nothing of them changed:
}
modal-still-not = Still not settled
modal-still-not-submit = Submit
still-not-before = *{ $document }*: you had asked for
input-still-not-what = What is still missing

## Ballot

meanwhile-changed = ⚠️ *Somebody changed this while you had it open. Nothing of yours was saved yet.*
meanwhile-now = • { $what } is now: { $now }
meanwhile-nothing = empty
meanwhile-accepted = • { $by } accepted *{ $document }* v{ $number }.
meanwhile-changes = • { $by } asked for changes of *{ $document }* v{ $number }.
meanwhile-newer = • *{ $document }* v{ $number } was handed in; you were looking at an earlier one.
meanwhile-kept = What you entered is still here, below. Submit again if it shall count as it is.

fallback-changes-requested = Changes asked for
fallback-without-effect = A change was called without effect on what you signed
fallback-no-effect-objected = A signer says that a change has an effect
fallback-document-failed = A document could not be fetched
fallback-reading-given-up = A document could not be looked through
fallback-button-instead = A word does not count as a verdict
notice-changes-requested = ✏️ { $by } asks for changes on *{ $document }* v{ $version }:
notice-without-effect = { $who } and another reviewer say that *{ $document }* v{ $version } changes nothing about what you signed in { $stage }. Your approval carries over. If you see it otherwise, object until the decision is posted.
notice-no-effect-objected-beside = { $who } objects: *{ $document }* v{ $version } has an effect on what was signed. It lies beside the stage again until a reviewer takes it in.
notice-no-effect-objected-waits = { $who } objects: *{ $document }* v{ $version } has an effect on what was signed. The board has voted already, so this undoes nothing before its result is posted or void; it stands beside the result. Whoever may hold the posting reads it there.
notice-no-effect-objected-again = { $who } objects: *{ $document }* v{ $version } has an effect on what was signed. The stage is signed again on what there is.
notice-document-failed = ⚠️ { $who }: *{ $document }* { $why }. Please hand it in again.
notice-reading-given-up = ⚠️ { $who }: *{ $document }* v{ $version } is on record, but reading it stopped me several times, so I do not try again. None of its parts or rows is checked or listed by me. Please hand it in again in a simpler form: plain text, Markdown or CSV.
notice-button-instead = { $who }: a word in a thread does not count as a verdict on *{ $stage }*. This does:

text-restricted = _Restricted: only its readers see these words._

## Why a file was not admitted

problem-too-large = it is larger than this bot takes
problem-gone = it is no longer in Slack
problem-forbidden-host = it does not lie on Slack's own servers
problem-empty = it is empty
problem-unreadable = it could not be read
problem-encoding = it is neither UTF-8 nor UTF-16 text, so nobody can tell which signs stand in it. Say below which reading is right, or save it as UTF-8
problem-rows = its table does not fit, so none of it was taken over
problem-never-ends = reading it stopped this bot several times, so it is not tried again

## Buttons

button-contradiction = Say what holds
button-documents = Documents
button-submit = Hand in a document
button-hand-in = Hand in
button-new-version = Hand in a new version
button-log-missing = Log what is missing
button-template = Template
button-add-row = Add a row
button-show-rows = Show rows
button-open-document = Open
button-show-documents = Show
button-review = Review
button-object-no-effect = I object
button-no-effect-of = No effect: { $document }
button-earlier-documents = What still holds?
button-accept-read = Accept all I have read
button-no-effect = No effect on what was signed
button-resolved = Resolved
button-resolved-accept = Resolved and accept
button-still-not = Still not
button-use-offer = Use this
button-offer-other = Something else
button-just-talk = Just talk

## What a rule refuses

contradiction-gone = That contradiction is not on record.
contradiction-answered = That is answered already. Nothing waits here any more.
contradiction-author-only = { $person } handed in the later of the two statements and answers for it.
contradiction-why-missing = Say in a sentence why both stay.
document-gone = That document does not exist.
version-gone = That version does not exist.
document-not-of-rows = This document does not consist of rows. Hand it in as a text or a file.
rows-owners-only = The rows of the { $document } are kept by { $owners }.
rows-base-without-rows = That version has no rows to go on from. Open the document again.
rows-draft-moved-on = Somebody else began the next version meanwhile. Open the rows again and add yours there.
row-gone = That row is not there any more. Open the rows again.
cell-wrong = { $column } { $wrong }.
cells-not-canonical = These cells are not written as they are kept.
row-empty = The row is empty. Fill in at least one cell.
version-not-there = That version does not exist. Open the document again to see what is there.
offer-author-only = Only the person who wrote it can answer this.
document-owners-only = The { $document } is handed in by { $owners }. Send it to them, or put yours on record as another document.
offer-not-yours = Only the person who wrote it can hand it in.
document-restricted-in-thread = Only named roles may open the { $document }, and everybody here can read your message. Delete it, and hand the document in by its button. Nothing was taken over.
document-empty = There is nothing in it yet. Write a text, add a file, or give a link.
signed-document-missing = You record what somebody else says: attach the document they signed, as a file.
behalf-missing = Name whose signed document this is: hand it in with the button, and fill in their name.
document-being-fetched = The { $document } is still being fetched from Slack. Try again in a moment.
document-of-earlier-version = The { $document } is about an earlier version of the model, and a new one was asked for: it is not reviewed.
document-never-arrived = The file of the { $document } never arrived. Ask for it again.
document-only-a-link = The { $document } is only a link, and a link can change after you read it. Ask for a copy of the page (PDF or Markdown).
support-second = One person says that { $document } supports the release. For a form that cannot be recalled another one says so too, who neither wrote nor handed it in; one of the two is Safety, or the external reviewer where Safety wrote it. Ask { $person }.
support-second-late = The board decides on what stood when its ballot opened. A second word on { $document } counts before the next ballot.
first-holder-supports = You joined after scoping was closed, and { $person } has judged safety since: ask them, or an auditor, to say that it supports the release.
accept-own-document = You, or whoever you act for, handed in this document, so somebody else must accept it. Nothing was recorded.
accept-reviewer-only = { $document } is accepted by a reviewer: an auditor or safety, who holds the role without a waiver and never built the model. Ask { $person }.
last-round-supports-nothing = In the last round you accept it with the objection on record, and not as supporting a release form. Say that it does not support them, or ask for a new version.
accept-newer-version = There is a newer version of the { $document }. Open it and look again.
accept-changes-requested = Changes were requested on this version of the { $document }. A new version comes first.
original-not-seen = *{ $document }* was recorded for somebody without an account: look at the signed original, and tick that you did.
own-ties-missing = Say what ties you to us (“none” where nothing does): it is printed with your word on *{ $document }*. Press *Review* again if there is no place for it here.
ties-missing = Say what ties the outside reviewer to us: hand *{ $document }* in with the button, and fill that in (“none” where there is nothing).
accept-read-both = It cannot support the release forms and speak against them. Tick one of the two.
earlier-document-reviewer-only = Whether the { $document } still holds for this version of the model, a reviewer says who wrote none of it: { $person }, for example.
earlier-documents-nothing-there = Nothing about an earlier version of the model waits for your word.
earlier-documents-nothing-said = Answer at least one line.
accept-read-nothing-there = No document waits for your word. What waits for others, the audit's documents show.
accept-read-nothing-ticked = Tick at least one document that you have read.
supports-missing = Say whether it supports the release forms that need it.
changes-role-only = Only reviewers and those who sign this stage can ask for changes. Say it in the thread.
changes-own-document = You handed in this document. Hand in a new version instead.
changes-newer-version = There is a newer version of the { $document }. Look at that one first.
changes-stage-closed = { $stage } closed with this version of the { $document }. Log a problem, or ask { $person } to open it again.
changes-author-only = Only { $person }, who asked for the changes, can answer this.
changes-no-new-version = There is no new version yet. You will be told when there is.
still-not-words-missing = Say what is still missing, so that its owner knows what to do.
no-effect-reviewer-only = Two reviewers say that a change is without effect: { $person }, for example.
no-effect-rested-on = A release form, a risk or a tamper record rests on the { $document }, so no change of it is without effect. Have it taken in; its stage is signed again.
no-effect-signers-only = Only who signed the stage of the { $document } objects to a change that is called without effect.
no-effect-not-said = Nobody calls this version of the { $document } without effect, or it was undone.
no-effect-posted = A decision was posted since, so this stands. What you know of the { $document } can be reported on the decision.
no-effect-objection-missing = Say what has an effect, and on what: others have to look at it.
no-effect-objected = { $person } signed the stage, and says that this change of the { $document } has an effect. Have it taken in; its stage is signed again.
no-effect-own-version = You, or whoever you act for, handed in this version. Somebody else must judge it.
no-effect-accepted-only = Only the accepted version of the { $document } can be marked so.
score-own-rows = You handed this in, with scores of yours in it. Others score it blind.
score-revealed-already = The scores of this version are revealed. Score its next version.
score-does-not-fit = These scores do not fit the rows of this version. Open it and score it again.
rows-not-scored = The rows of this document are not scored.
encoding-sender-only = Only the person who handed it in can say how it reads.
encoding-settled = This was settled meanwhile. Open the document to see what is there.
encoding-not-known = Choose one of the encodings in the list.
version-without-rows = There are no rows to score in that version.
score-seal-broken = Sealed scores do not match their fingerprint, so nothing was revealed.
scorers-too-few = There must be scores of { $least } people before any are shown.
rows-added-most = { $most } rows were added one by one already. Hand in the document as a table.
reading-too-slow = Reading this file took longer than { $seconds } seconds, so it was stopped. Hand in a shorter one, or split it.
reading-too-much-memory = Reading this file would take more than { $most } MB of memory. Hand in a shorter one, or split it.
reading-reader-died = Reading this file failed. It is probably damaged: save it anew as CSV or Markdown, and hand that in.
reading-stopped = What is stored there takes too much time or memory to be shown here. Open the file itself in Slack, or hand in a shorter one.
file-not-text = This file is neither text nor a workbook (.xlsx) without a password, so its rows cannot be read. Hand them in as a workbook, as CSV or as a Markdown table, or row by row. The PDF itself can be put on record as further evidence.
table-rows-most = There are { NUMBER($rows, useGrouping: 0) } rows, and this document has { $most ->
    [one] one: its columns are fields, each with one answer. Leave one row.
   *[other] at most { $most }. Put some together.
  } Nothing was taken over.
register-too-long = There are { NUMBER($rows, useGrouping: 0) } rows, and { NUMBER($on_record, useGrouping: 0) } risks on record. A register has at most { $most } rows, and { $listed } risks are kept in all: put several together. Nothing was taken over.

## What is wrong with a table, line by line

table-refused = { $problem }
table-too-large = The table is larger than { $most } MB. Nothing was taken over.
table-too-many-rows = The table has more than { $most } rows. Nothing was taken over.
table-none = There is no table in it with these columns: { $columns }. Use the template: a Markdown table, or the same columns in a workbook or as CSV.
table-html = The rows stand in an HTML table, which is not read. Write them as a Markdown table, or hand them in as a workbook or CSV. Nothing was taken over.
table-otherwise = The rows stand in a table of another form than Markdown's, or without a line of dashes beneath the header, and are not read. Write them as a Markdown table, or hand them in as a workbook or CSV. Nothing was taken over.
table-empty = There is a table, but no row in it. Fill in at least one.
table-breaks-off = The CSV breaks off in row { NUMBER($row, useGrouping: 0) }: a quotation mark is not closed, or a cell is too long. Nothing was taken over.
workbook-damaged = The workbook cannot be read: it is damaged, or holds what no spreadsheet writes. Save it again, or save the sheet as CSV. Nothing was taken over.
workbook-too-large = The workbook unpacks to more than { $most } MB. Take pictures and other sheets out, or save the sheet as CSV. Nothing was taken over.
workbook-too-many-sheets = The workbook has more than { $most } sheets. Save the one with the rows by itself. Nothing was taken over.
workbook-cell-error = Cell { $cell } holds an error: { $said }. Correct its formula, or write the value there. Nothing was taken over.
workbook-cell-elsewhere = Cell { $cell } takes its value from another workbook, which is not on record. Copy the values in (paste special, values), and save. Nothing was taken over.
workbook-cell-not-calculated = Cell { $cell } holds a formula that was never calculated. Open the workbook in a spreadsheet and save it, or write the value there. Nothing was taken over.
sheet-none = No sheet of the workbook has these columns: { $columns }. Put these headings above the rows, in one line. Nothing was taken over.
sheet-several = Several sheets of the workbook have rows with these columns: { $sheets }. Put all rows into one of them, or take the others out. Nothing was taken over.
sheet-too-long = The sheet “{ $sheet }” goes on to a row beyond { NUMBER($most, useGrouping: 0) }. Delete what stands beneath the rows, and save. Nothing was taken over.
sheet-too-many-cells = The sheet “{ $sheet }” has more than { NUMBER($most, useGrouping: 0) } cells. Keep the columns of the document only, and save. Nothing was taken over.
table-rows-wrong = { $count ->
    [one] 1 row does not fit, so nothing was taken over.
   *[other] { NUMBER($count, useGrouping: 0) } rows do not fit, so nothing was taken over.
}
table-row = Row { NUMBER($row, useGrouping: 0) } (line { NUMBER($line, useGrouping: 0) }): { $wrong }
table-rows-more = … and { NUMBER($more, useGrouping: 0) } more rows.
table-cell = { $column } { $wrong }
row-too-long = it has { NUMBER($cells, useGrouping: 0) } cells, and the header has { NUMBER($columns, useGrouping: 0) }
row-stray = it stands right beneath the table and is no row of it. Put an empty line between them, or make it a row with |
row-of-totals = “{ $cell }” sums up the other rows and is none of them. Take the row out, or name what it is about
row-cell-unnamed = “{ $cell }” stands in a column without a heading. Name the column, or take it out
row-product = { $said } is not { $titles }: { $factors } = { NUMBER($right, useGrouping: 0) }. Correct whichever is wrong
row-product-alone = { $said } stands as { $titles }, and one of these is missing
table-at-line = In the table at line { NUMBER($line, useGrouping: 0) }:
columns-unknown = These columns are not known: { $columns }. Known are: { $known }. Nothing was taken over.
columns-repeated = These columns are there twice: { $columns }. Nothing was taken over.
columns-missing = These columns are missing: { $columns }. Nothing was taken over.

## What is wrong with a cell, read after its column's title

cell-missing = is missing
cell-too-long = has { $count } characters, and { $most } is the most
cell-not-a-number = “{ $cell }” is not a number; write it like { $example }
cell-not-whole = { $cell } is not a whole number
cell-below = { $cell } is below { $least }
cell-above = { $cell } is above { $most }
cell-not-a-choice = “{ $cell }” is none of: { $choices }
cell-not-a-day = “{ $cell }” is not a day; write it like 2026-12-31

## In the list of events of a design history: the fields of the event, written out

event-EncodingChosen = Its sender said how version { $version } of { $artifact } reads
event-DocumentOffered = A reply that looks like { $artifact } was offered
event-OfferDismissed = An offered reply was no document
event-ArtifactSubmitted = { $artifact }, version { $version }, was handed in
event-ArtifactStored = The file of { $artifact }, version { $version }, was stored
event-ArtifactFailed = The file of { $artifact }, version { $version }, could not be fetched
event-ArtifactAccepted = { $artifact }, version { $version }, was accepted
event-SupportSeconded = A second person calls { $artifact }, version { $version }, supporting
event-ArtifactPartAccepted = One of several authors accepted the others' part of { $artifact }, version { $version }: no other reviewer was left
event-NoEffectProposed = A first reviewer called { $artifact }, version { $version }, without effect on what was signed
event-NoEffectObjected = { $artifact }, version { $version }: a signer says that the change has an effect
event-DocumentStillHolds = { $artifact }, version { $version }: a reviewer said that it still holds for the present version of the model
event-DocumentOutdated = { $artifact }, version { $version }: a reviewer said that the present version of the model needs a new one
event-ArtifactWithoutEffect = { $artifact }, version { $version }, was marked as without effect on what was signed
event-ChangesRequested = Changes to { $artifact }, version { $version }, were asked for
event-ContradictionFound = { $artifact } v{ $version }: contradiction { $contradiction } with what was on record before is asked about
event-ComparisonStopped = { $documents ->
    [one] One document is
   *[other] { $documents } documents are
} not held against the others: { $reason ->
    [too-slow] that took too long
    [too-much-memory] that took too much memory
    [too-long] all documents together are too long
   *[other] reading broke off
}
event-ComparisonResumed = All documents are held against each other again
event-ContradictionAnswered = Contradiction { $contradiction } in { $artifact } is answered: { $answer ->
    [mending] a new version follows
    [different] the two mean different things
   *[other] both stay
}
event-ContradictionMended = Contradiction { $contradiction } in { $artifact } is there no more
event-ChangesResolved = The changes asked for in request { $request } are made
event-RowKept = A row of a draft of { $artifact } was kept
event-RowRemoved = A row was taken out of a draft of { $artifact }
event-DraftClosed = A draft of { $artifact } came to its end
event-DocumentRead = { $artifact }, version { $version }, was read: its parts and what it states in front
event-RowsScored = { $artifact }, version { $version }, was scored, sealed
event-ScoringClosed = No further scores of { $artifact }, version { $version }
event-ScoresRevealed = The scores of { $artifact }, version { $version }, were opened
