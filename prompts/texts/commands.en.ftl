# Answers to commands, mentions, buttons and shortcuts: for one person alone.

## Whatever went wrong

apology = Sorry, that went wrong on my side, and nothing was changed. Please try again; if it happens again, give the operator this reference: { $reference }
not-saved = This could not be saved. Please press again.
audit-unknown = There is no such audit here. `/audit list` names those you can see.
audit-nearest = There is no such audit here. Did you mean { $meant }, the audit of { $model }?
audit-none = There is no audit you can see yet. `/audit start` starts one.
button-not-known = I do not know this button or modal any more; it may be from an older message. Open the audit again from App Home.
workspace-unknown = I am not installed in this workspace. Ask the operator to install me here.
input-missing = Please fill this in.

start-not-in-group = Here, members of <!subteam^{ $group }> start audits. Ask one of them to start yours; you can lead it all the same.
start-guest = Guests cannot start an audit. Ask a full member of this workspace to start it for you.
start-version-missing = Name the exact version too, after a space: Foo-7B 1.0
channel-not-reached = I am not in that private channel. Type there: /invite { $bot }, then press again.
stage-unknown = This audit has no such stage. Open the audit card to see its stages.
document-unknown = This audit asks for no such document. Choose one from its list.
document-without-rows = This document does not consist of rows. Open it as it is.
missing-nothing = Nothing is missing in that version any more.
missing-logged = { $document } v{ $number } lacks: { $parts }
missing-already = That is on record as a problem found already.
missing-on-record = It is on record as a problem found. The stage's message lists it.
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
offer-answered = This was answered already. Open the audit to see what it became.
message-gone = That message is gone, or I cannot read it. Hand the document in by the button instead.
message-empty = There is no text and no file in this message, so it cannot be a document.
message-no-audit = This conversation belongs to no audit that you can see. Use the message in an audit's channel.
message-which-audit = Several audits live in this channel. Use a message in a stage's thread, so that I know which one is meant.
request-gone = That request for changes does not exist any more.
finding-none = No problems were logged in this audit.
reopen-none = No stage is closed, so there is none to reopen.
delegate-no-role = You have no role in this audit that you could hand over.
sign-no-role = This stage is not signed in any of your roles. Ask { $person } if it should be.
publish-lead-only = Only the audit lead or the deputy publishes the summary. Ask { $person }.
summary-gone = That summary was replaced by a newer one. Look at the newest one in the reflection's thread.
summary-no-draft = There is no draft to publish yet.
summary-not-published = There is no published summary yet.
vote-not-open = No ballot is open. You will be asked when there is one.
vote-no-seat = You have no seat on this board, so you cannot vote here.
redact-who = Only the audit lead, legal or a workspace admin can ask to remove a text. Tell { $person } what should go.
redact-nothing = Nothing in this audit came from that message. To remove mere talk, its author deletes the message in Slack: I forget it too.
invite-lead-only = Only the audit lead or the deputy invites people. Ask { $person }.
new-channel-lead-only = Only the audit lead or the deputy gets the audit a new channel. Ask { $person }.
new-channel-under-way = If I cannot get into the audit's channel any more, I make a new one, invite everybody with a role, and post there what stood in the old one. Talk of the old channel does not move; it stays on record.
invite-nobody = Everybody with a role is in the channel already.
invite-under-way = { $count ->
    [one] 1 person is being invited to the channel.
   *[other] { $count } people are being invited to the channel.
}
delivery-role-only = You have no role in this audit. Ask { $person } to try again.
delivery-resumed = { $count ->
    [0] Nothing was waiting to be sent again.
    [one] 1 message is being sent again.
   *[other] { $count } messages are being sent again.
}
away-no-audit = You have no role in any audit that is going on, so nobody waits for you.
remind-role-only = You have no role in this audit, so you cannot remind its people. Ask { $person }.

## Answers

offer-used = Taken. The stage's message shows it, and who reviews it.
tomorrow-then = Tomorrow, then. App Home shows it meanwhile.
status-asked = Asked for: *{ $form }*
status-stage = *{ $stage }*, before it can close:
status-there = There: { $documents }
status-nothing-left = Everything is there.
waiting-nothing = Nothing waits for you.
summarize-begun = A summary of what was said so far is being drafted. The audit lead gets it first, privately.
ballot-opened = The ballot is open. Each seat is asked in private.
report-role-only = You have no role in this audit, so you cannot have its report posted. Ask { $person }.
report-own-channel = the audit's channel, once it is there
report-under-way = The report is being written. It comes as files into { $where }, for everybody there.
remind-done = *{ $name }*: these people are awaited. Each hears of it in their daily list, once a working day and in their own working hours:
remind-nobody = *{ $name }*: nobody is awaited.
pick-audit = Which audit is { $command } about?
command-nearest = I do not know { $typed }. Did you mean { $nearest }?
command-unknown = I do not know { $typed }. `/audit help` lists what I understand.

list-title = { $count ->
    [one] 1 audit
   *[other] { $count } audits
}
list-line = *{ $name }* · { $standing } · since { $day } { $channel }
list-more = { $count } older ones are not shown.
list-open = under way
list-paused = paused
list-decided = decided
list-ended = ended

button-delegate = Hand a role over
button-waive = Waive independence
button-dispose = Settle a problem
button-recuse = Step aside as a seat
button-carry-condition = Carry onto the ballot
button-changes = Ask for changes

help = *What you can type* (an audit key such as `A-12` at the end names the audit; without it I take the one of this channel, or ask)
    • `/audit`: what waits for you
    • `/audit start`: start an audit
    • `/audit people`: assign people
    • `/audit list`: the audits you can see
    • `/audit status`: where an audit stands, and who is awaited
    • `/audit remind`: who is awaited; they hear of it in their daily list
    • `/audit summarize`: draft the summary of the reflection
    • `/audit report`: the report and the design history as files, as things stand now
    • `/audit matrix`: what each release form needs, and how that stands
    • `/audit ballot`: open the ballot, or vote
    • `/audit happened`: something happened that would cancel the decision
    • `/audit pause`, `/audit end`: let an audit rest, or propose its end
    • `/audit away`: say until when you are away
    In threads: the buttons, the shortcuts “Use as document” and “Remove text”, or mention me with status, summarize or “this is the model card”.

mention-help = Here I understand: { $bot } status · { $bot } summarize · { $bot } waiting · { $bot } this is the _model card_ (about a file or text of yours in this thread). The rest is in App Home and on the buttons.
mention-taken = Taken as *{ $document }*. The stage's message shows it, and who reviews it.
mention-no-document = I know no document called “{ $named }” in this audit. Its list is behind the button Documents.
mention-nothing-given = I do not see what you mean: put the file into the same message, or write here after it.
