# Erasing texts.

duty-confirm-redaction = Say whether a text or file is to be removed

## What stands beneath the line

ask-confirm-redaction = { $by } asks to remove the content with fingerprint { $fingerprint }, for good. The record still verifies.

## Whatever went wrong

redact-who = Only the audit lead, legal or a workspace admin can ask to remove a text. Tell { $person } what should go.
redact-nothing = Nothing in this audit came from that message. To remove mere talk, its author deletes the message in Slack: I forget it too.

## Course

modal-redact = Remove texts
modal-redact-submit = Ask for it
redact-what = What is removed from *{ $name }* is gone for good; its fingerprint and your reason stay, and the record still verifies. Audit lead and legal agree on it; a workspace admin removes at once.
input-redact-contents = What is to be removed
input-redact-reason = Why
input-redact-reason-hint = It stays in the record. Do not repeat here what is to be removed.

## Buttons

button-confirm-redaction = Remove it
