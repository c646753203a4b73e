# What is said once.

notice-fallback = { $what } ({ $about })

fallback-changes-requested = Changes asked for
fallback-document-failed = A document could not be fetched
fallback-approval-withdrawn = An approval was withdrawn
fallback-stage-closed = Stage closed
fallback-stage-reopened = Stage reopened
fallback-audit-ended = Audit ended: nothing may be released on it
fallback-audit-paused = Audit paused
fallback-audit-resumed = Audit goes on
fallback-end-refused = The audit goes on
fallback-role-declined = A role was declined
fallback-nobody-leads = Nobody leads this audit
fallback-summary-failed = No summary could be drafted
fallback-ballot-extended = The ballot is extended
fallback-ballot-void = The ballots do not count
fallback-ballots-revealed = The ballots are revealed
fallback-no-decision = No decision: nothing may be released
fallback-sent-back = The board sends the audit back
fallback-delivery-failed = Something could not be delivered
fallback-button-instead = A word does not count as a verdict

notice-changes-requested = ✏️ { $by } asks for changes on *{ $document }* v{ $version }:
notice-document-failed = ⚠️ { $who }: *{ $document }* { $why }. Please hand it in again.
notice-approval-withdrawn = ↩️ { $who } withdraws the approval of *{ $stage }*:
notice-stage-closed = ✅ *{ $stage }* is closed.
notice-stage-next = Next: *{ $stage }*.
notice-stage-reopened = ↩️ *{ $stage }* is open again, by { $by }.
notice-stage-questioned = Do these still stand? { $stages }
notice-audit-ended = ⏹ *{ $name }: audit ended at { $stage }.* *Nothing may be released on it.*
notice-audit-paused = ⏸ *{ $name }* is paused. Nothing is asked of anybody until it is resumed.
notice-audit-resumed = ▶️ *{ $name }* goes on.
notice-end-refused = ▶️ { $by } refuses the end of *{ $name }*: the audit goes on.
notice-role-declined = *{ $name }*: { $who } cannot be { $role }.
notice-role-suggested = They suggest { $who }.
notice-nobody-leads = ⚠️ *{ $name }*: nobody leads this audit any more, { $who } was the last. What only the audit lead does waits until a workspace admin assigns somebody. Invite an admin here, if none is.
notice-delivery-failed = ⚠️ *{ $name }*: Slack refuses a message of this audit for good. Is the channel there, and am I in it? Mend that, then try again. If the audit's channel is lost for good, I can make a new one.

notice-summary-failed = ⚠️ *{ $name }*: no summary could be drafted: { $problem }. Nothing that was said is lost.
summary-problem-timeout = the model took too long
summary-problem-refused = the model refused
summary-problem-invalid = what the model wrote could not be used
summary-problem-unreachable = the model could not be reached
summary-problem-too-long = the discussion is longer than SMACTR_MODEL_MAX_TOKENS allows
summary-problem-no-discussion = nothing was said yet in the threads of the questions

notice-ballot-extended = 🗳️ Too few have voted; extended once, until { $deadline }. Waiting: { $waiting }
notice-ballot-void = 🗳️ The ballots of this round do not count: { $why }. The board will be asked again.
void-evidence = the evidence changed while it was open
void-roster = the board changed while it was open
void-reopened = an earlier stage was reopened
notice-ballots-revealed = 🗳️ *The ballots, revealed*
notice-no-decision = *{ $name }: no decision. Nothing may be released.* Too few seats voted, twice. { $lead } may open a new ballot.
notice-sent-back = ↩️ Most seats send the audit back to *{ $stage }*:
notice-button-instead = { $who }: a word in a thread does not count as a verdict on *{ $stage }*. This does:

fallback-audit-upgraded = The audit is a full one now
notice-audit-upgraded = ⬆️ *{ $name }* is a full audit now, says { $by }. Its documents are kept; approvals were given for less and are asked for again. It goes on with { $stage }.
