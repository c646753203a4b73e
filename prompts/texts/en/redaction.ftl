# Erasing texts.

duty-confirm-redaction = Say whether a text or file is to be removed

## What stands beneath the line

ask-confirm-redaction = { $by } asks to remove the content with fingerprint { $fingerprint }, for good. The record still verifies.
ask-confirm-redaction-files = Files that were posted with it are deleted here, and posted anew without it where they are still needed. Copies that people saved are not reached.
ask-confirm-redaction-served = It says where the model answers. What was signed of a decision keeps naming the model as it did; what is signed from now on names it by another digest, so the two no longer match.
ask-confirm-redaction-ballot = It stands on the ballot of { $author }. Beside audit lead and legal, or an admin, it takes the author's own consent; where they left the audit, that of every other seat of that round. A line stays that says so.

## Whatever went wrong

redact-who = Only the audit lead, legal or a workspace admin can ask to remove a text. Tell { $person } what should go.
redact-nothing = Nothing in this audit came from that message. To remove mere talk, its author deletes the message in Slack: I forget it too. Anything else that somebody typed is in the list that `/audit redact` opens in the channel.
redact-no-text = There is no such text in this audit. `/audit redact` lists all of them; with a word behind it, those it stands in.

## Course

modal-redact = Remove texts
modal-redact-submit = Ask for it
redact-what = What is removed from *{ $name }* is gone for good; its fingerprint and your reason stay, and the record still verifies. Audit lead and legal agree on it; a workspace admin removes at once.
redact-more = { $count ->
    [one] One older text is
   *[other] { $count } older texts are
 } not in the list. `/audit redact { $audit } word` lists those in which the word stands.
redact-somebody = somebody
input-redact-contents = What is to be removed
input-redact-reason = Why
input-redact-reason-hint = It stays in the record. Do not repeat here what is to be removed.

## Buttons

button-confirm-redaction = Remove it

## What a rule refuses

redact-framework = The framework of an audit cannot be erased: its rules could not be checked any more.
redact-sealed-ballot = A sealed ballot cannot be erased before it is counted. Ask again after the reveal.
redact-sealed-threshold = A sealed threshold cannot be erased before it is opened. Ask again when a result speaks to it.
redact-reason-missing = Say why this must be erased. The reason stays in the record.
redact-not-asked = Nobody asked to erase this.
redact-asker-without-role = { $person }, who asked to erase this, has no such role any more. Ask for it anew.
redact-own-request = You asked for this, so the other one of audit lead and legal must agree.
redact-confirm-role-only = { $person } asked for this, and only { $who } can agree to it.
redact-ballot-author-only = These are words of the ballot of { $person }. They go when audit lead and legal, or an admin, agree and { $person } consents; your word is not needed for that.
redact-legal = legal

## In the list of events of a design history: the fields of the event, written out

event-RedactionProposed = It was asked to erase a text
event-RedactionAgreed = Somebody agreed to erase words of a ballot
event-ContentRedacted = A text was erased; its fingerprint stays
