# What several subjects say: refusals, names, buttons, kinds of audits.

## Beside files the bot posts

files-due-dates = 📅 What you owe, as a calendar file: open it to put the days into your calendar. It is as of today; ask for a new one when dates move.
files-report = 📄 *{ $audit }*: the report and the design history as they stand, asked for by { $by }. Of restricted documents it names title, date and fingerprint only.

## Smaller audits

name-of-kind = { $audit } ({ $kind }): { $model }
practice-mark = 🎓 *Practice audit.* It decides nothing, and nothing may be released on it.
variant-mark = *{ $kind }.* { $means }

## Whatever went wrong

apology = Sorry, that went wrong on my side, and nothing was changed. Please try again; if it happens again, give the operator this reference: { $reference }
not-saved = This could not be saved. Please press again.
audit-unknown = There is no such audit here. `/audit list` names those you can see.
audit-nearest = There is no such audit here. Did you mean { $meant }, the audit of { $model }?
button-not-known = I do not know this button or modal any more; it may be from an older message. Open the audit again from App Home.
workspace-unknown = I am not installed in this workspace. Ask the operator to install me here.
input-missing = Please fill this in.
message-empty = There is no text and no file in this message, so it cannot be a document.
message-no-audit = This conversation belongs to no audit that you can see. Use the message in an audit's channel.
message-which-audit = Several audits live in this channel. Use a message in a stage's thread, so that I know which one is meant.
delivery-role-only = You have no role in this audit. Ask { $person } to try again.
delivery-resumed = { $count ->
    [0] Nothing was waiting to be sent again.
    [one] 1 message is being sent again.
   *[other] { $count } messages are being sent again.
}

## Answers

pick-audit = Which audit is { $command } about?
command-nearest = I do not know { $typed }. Did you mean { $nearest }?
command-unknown = I do not know { $typed }. `/audit help` lists what I understand.
help = *What you can type* (an audit key such as `A-12` at the end names the audit)
help-newcomer =
    • `/audit start`: start an audit
    • `/audit list`: the audits you can see
    • `/audit status`: where an audit stands
    • `/audit documents`: what was handed in
    • `/audit matrix`: what each release form needs
help-lead =
    • `/audit`: what waits for you
    • `/audit status`: where an audit stands, and who is awaited
    • `/audit remind`: remind everybody who is awaited
    • `/audit people`: assign people
    • `/audit report`: the report as files
help-board =
    • `/audit`: what waits for you
    • `/audit vote`: vote
    • `/audit matrix`: what each release form needs
    • `/audit risks`: how each risk stands
    • `/audit documents`: what was handed in
help-role =
    • `/audit`: what waits for you
    • `/audit status`: where an audit stands, and who is awaited
    • `/audit documents`: what was handed in
    • `/audit risks`: how each risk stands
    • `/audit away`: say until when you are away
help-more = `/audit help all` lists every command. In threads: the buttons.
help-all = *What you can type* (an audit key such as `A-12` at the end names the audit; without it I take the one of this channel, or ask)
    • `/audit`: what waits for you
    • `/audit start`: start an audit
    • `/audit people`: assign people; `/audit people safety @group` puts the people of a user group to a role
    • `/audit list`: the audits you can see, with their stage and what is overdue; `/audit list overdue` those alone
    • `/audit status`: where an audit stands, and who is awaited
    • `/audit remind`: remind everybody who is awaited, once a day
    • `/audit summarize`: draft the summary of the reflection
    • `/audit report`: the report and the design history as files, as things stand now
    • `/audit matrix`: what each release form needs, and how that stands
    • `/audit ballot`, `/audit vote`: open the ballot, or vote
    • `/audit documents`, `/audit risks`: what was handed in, and how each risk stands
    • `/audit happened`: something happened that would cancel the decision
    • `/audit pause`, `/audit resume`: let an audit rest, and go on
    • `/audit end`, `/audit cancel`: propose its end; while nobody else has accepted a role, the lead ends it alone
    • `/audit framework`: go on by the framework of today; you read first what opens again
    • `/audit redact`: remove a text of the record; with a word behind it, those it stands in
    • `/audit away`: say until when you are away
    In threads: the buttons, the shortcuts “Use as document” and “Remove text”, or mention me with status, summarize or “this is the model card”.
mention-help = Here I understand: { $bot } status · { $bot } summarize · { $bot } waiting · { $bot } this is the _model card_ (about a file or text of yours in this thread). The rest is in App Home and on the buttons.

modal-cancel = Cancel
modal-close = Close
modal-said = smactr
modal-titled = { $of } · { $what }
recorded = ✅ It is done, and on record.

notice-fallback = { $what } ({ $about })

text-removed = [removed]
nobody = nobody yet
a-document = a document
a-role = a role
record-head = Record: event { $seq }, fingerprint { $head }

## Who may, within a refusal

either = { $first } or { $second }
power-manage = the audit lead or the deputy
power-review = an auditor, safety or the audit lead
power-respond = engineering or product
power-vote = a board seat
power-confirm-end = a board member or safety
power-redact = the audit lead or legal
power-evidence = somebody with a role in this audit

## What a rule refuses

audit-ended = This audit has ended. Its record stays readable; start a new audit to go on.
audit-decided = This audit is decided. Its record stays readable; start a new audit for a new question.
frozen-rules-differ = { $audit } stands still: the rules that are kept for it are not those it was started with. Ask whoever runs the bot to look with `smactr verify`.
audit-paused = This audit is paused. The audit lead can resume it from the audit card.
power-not-yours = Only { $who } can do this, and you do not have that role here. Ask { $person }.
power-nobody-now = Only { $who } can do this, and nobody has that role now. Ask a workspace admin to assign somebody.
power-nobody-yet = Only { $who } can do this, and nobody has that role yet. Ask the audit lead.
role-needed = You have no role in this audit. Ask { $person } to assign you one.
role-not-accepted = You were named for the role { $role } and have not accepted it yet. Accept it, then do this once more.
system-only = This happens by itself; nobody can do it by hand.
day-over = That day is over. Choose today or a later day.
document-not-asked = This audit asks for no such document. Choose one from the list.
changes-words-missing = Say what is wrong, so that its owner knows what to do.
file-missing = There is no file in it. Send the file again, in a message of its own.

## What came after its stage was closed

late-title = *Came after its stage was closed, and not taken in:*
late-document = { $document } v{ $version }
late-risk = Risk { $risk }, as it was recorded since: { $title }
late-threshold = A threshold of { $risk } ({ $title }): { $metrics }
late-result = Result { $number }, for { $risks }
late-beside = came late, not taken in
