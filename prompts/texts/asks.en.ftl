# What waits for a person: a line per kind of duty, and the words around the buttons.

ask-thread = { $who }: { $what }
ask-private = { $name }: { $what }
ask-fallback = { $audit }: { $what }
ask-over-ended = The audit ended; nothing is asked here any more. ({ $what })
ask-over-paused = The audit is paused; nothing is asked here until it is resumed. ({ $what })
ask-over-done = ✓ Done, or no longer asked: { $what }

duty-due = { $what }, by { $due }
duty-overdue-since = { $what } (⏰ was due { $due })

duty-accept-role = Answer the invitation as *{ $role }*
duty-reassign = Find somebody for *{ $role }*
duty-overdue = Decide how to go on: { $about } did not answer “{ $missing }”
duty-answer-offer = Say whether your reply is a document
duty-submit = Hand in *{ $document }*
duty-rework = Hand in a new version of *{ $document }*
duty-review = Review *{ $document }*
duty-answer-changes = Say whether the new version of *{ $document }* settles what you asked for
duty-sign = Give your verdict on *{ $stage }* as { $role }
duty-still-approve = Look at *{ $stage }* again: it changed since you signed
duty-respond = Say whether the facts of *{ $stage }* are correct
duty-close-condition = Say whether your condition on *{ $stage }* is met
duty-confirm-end = Confirm or refuse the end of the audit
duty-second-waiver = Say whether independence may be waived for { $about }
duty-confirm-redaction = Say whether a text or file is to be removed
duty-answer-reopened = Say whether *{ $stage }* still stands
duty-publish-summary = Read and publish the summary
duty-check-lines = Check what the summary says in your name
duty-close-stage = Close *{ $stage }*
duty-open-ballot = Open the ballot
duty-vote = Vote on the release

## The first message to a person

invite = { $who } asks you to be *{ $role }* in the audit of *{ $model }*: may it be released as *{ $form }*?
invite-how-much = You will give: { $what }, { $effort }.
invite-shared = { $count ->
    [one] You share this with 1 other person.
   *[other] You share this with { $count } others.
}
invite-nothing-fixed = Nothing fixed is asked of this role; you may be consulted.
invite-documents = { $count ->
    [one] 1 document
   *[other] { $count } documents
}
invite-approvals = { $count ->
    [one] 1 verdict on a stage
   *[other] { $count } verdicts on stages
}
invite-responses = { $count ->
    [one] 1 answer to statements of fact
   *[other] { $count } answers to statements of fact
}
invite-votes = 1 vote
effort-minutes = about { $minutes } minutes
effort-hours = { $hours ->
    [one] about an hour
   *[other] about { $hours } hours
}
invite-now = Now: nothing but your answer, by { $due }.

## What stands beneath the line

ask-overdue = Nothing came from { $about }: { $what }
ask-submit-how = Reply in this thread with the file (PDF, Markdown) or the text, or press the button.
ask-submit-rows = It consists of rows: add them one by one, or give a table (CSV or Markdown, as a file or a text). The template has its columns. Where a row does not fit, you are told which, and nothing is taken over.
ask-submit-restricted = Restricted: please hand it in by the button, not in the thread. Only named roles may open it.
ask-rework = { $by } asks for changes on *{ $document }*:
ask-answer-changes = Version { $after } is there. Of version { $before } you said:
ask-answer-offer = { $name } { $there }
offer-there = (your reply)
ask-sign = As { $role } you state: “{ $statement }”
duty-answer-finding = Say what is done about problem { $number }
duty-settle-finding = Say what became of problem { $number }
ask-answer-finding = You answer for this problem: say what was done about it, or why it stays. A reviewer then settles it.
ask-settle-finding = Is it fixed, mitigated, or accepted as it is? Where it is none of these, open it again and say why.
ask-still-approve = Changed since you signed:
ask-respond = Say “facts correct”, or what is wrong. Your words are printed as they are. This is not an approval.
ask-close-stage = Everything this stage needs is there.
ask-answer-reopened = An earlier stage was reopened. No ballot opens until this is answered.
ask-confirm-end = If it ends, nothing may be released on it. The record is kept.
ask-second-waiver = { $who } would hold both { $one } and { $other }. It is printed on the decision.
ask-confirm-redaction = { $by } asks to remove the content with fingerprint { $fingerprint }, for good. The record still verifies.
ask-publish-summary = You may leave statements out; that is shown. Dissent cannot be left out.
ask-check-lines = The summary of the reflection quotes you:
ask-check-lines-silence = Silence neither blocks nor agrees.
ask-open-ballot = Reflection is closed. Opening the ballot freezes the board, the rule and the evidence.
ask-vote = May *{ $model }* be released as *{ $form }*, or in a less open form? Tick every form you would allow.
matrix-line = • *{ $form }*: { $needs }
matrix-line-nothing = • *{ $form }*: needs nothing beforehand
need-missing = { $document } missing
need-submitted = { $document } handed in, not accepted
need-supports = { $document } supports
need-counts = { $document } accepted, whatever its result
need-does-not-support = { $document } does not support
ask-vote-deadline = Open until { $deadline }. You can replace your ballot until the reveal.
ask-vote-sealed = Your name will be shown. What you vote stays sealed until the reveal, though not from whoever runs the server.

## A reply that may be a document

offer-as = Use { $name } as *{ $document }* (v{ $number })?
offer-text = your text
offer-as-what = Is { $name } a document of this audit?
offer-restricted = ⚠️ Only named roles may open this document, but everybody here can read your reply. Hand it in by the button instead, and delete your reply.
offer-link = A link carries no fingerprint: it is kept as a pointer. For a document please hand in a copy (PDF, Markdown).
offer-afterwards = It was written after the fact

duty-approve-variant = Say whether a smaller audit is enough
ask-approve-variant = This is the reason for a { $kind }. If you find it good, approve it; if not, tell the audit lead in the thread: a full audit keeps the documents.
