# Erasing texts.

duty-confirm-redaction = Say whether a text or file is to be removed

## What stands beneath the line

ask-confirm-redaction = { $by } asks to remove { $what } for good (fingerprint { $fingerprint }). The record still verifies.
ask-confirm-redaction-document = *{ $document }* v{ $number }
ask-confirm-redaction-result = the file of result { $number }
ask-confirm-redaction-text = a text
ask-confirm-redaction-files = Files that were posted with it are deleted here, and posted anew without it where they are still needed. Copies that people saved are not reached.
ask-confirm-redaction-served = It says where the model answers. What was signed of a decision keeps naming the model as it did; what is signed from now on names it by another digest, so the two no longer match.
ask-confirm-redaction-protected = It holds words that are protected, of a ballot or of a dissent, by { $authors }. Beside audit lead and legal, or an admin, it takes each author's own consent; for one who left the audit, that of every other seat of the board. A line stays that says so.

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
modal-see-removal = To be removed
modal-see-removal-submit = Remove it
see-removal-file = It is a file; its name:
see-removal-hidden = The text itself belongs to a document that your roles do not open here. Ask the audit lead, or somebody who may read it, whether it has to go.
see-removal-gone = Nothing is left to show: it was removed already, or it is no text.
see-removal-asked = Asked by { $by }, because:
see-removal-more = It goes on; the first { $count } characters are shown.
input-redact-contents = What is to be removed
input-redact-reason = Why
input-redact-reason-hint = It stays in the record. Do not repeat here what is to be removed.

## Buttons

button-confirm-redaction = Remove it
button-see-removal = See it first

## What a rule refuses

redact-framework = The framework of an audit cannot be erased: its rules could not be checked any more.
redact-sealed-ballot = A sealed ballot cannot be erased before it is counted. Ask again after the reveal.
redact-plan-unread = The plan of repairs is being read for the ballot, and its rows are part of the decision. Ask again in a minute.
redact-sealed-threshold = A sealed threshold cannot be erased before it is opened. Ask again when a result speaks to it.
redact-reason-missing = Say why this must be erased. The reason stays in the record.
redact-not-yours = Only whoever is asked to agree sees what { $person } wants removed. Ask them, or the audit lead.
redact-not-asked = Nobody asked to erase this.
redact-asker-without-role = { $person }, who asked to erase this, has no such role any more. Ask for it anew.
redact-own-request = You asked for this, so the other one of audit lead and legal must agree.
redact-confirm-role-only = { $person } asked for this, and only { $who } can agree to it.
redact-protected-author-only = It holds protected words of { $people }. They go when audit lead and legal, or an admin, agree and their authors consent; your word is not needed for that.
redact-legal = legal

## In the list of events of a design history: the fields of the event, written out

event-RedactionProposed = It was asked to erase a text
event-RedactionAgreed = Somebody agreed to erase words of a ballot
event-ContentRedacted = A text was erased; its fingerprint stays
