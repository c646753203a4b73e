# The decision: what the board reads before it, and from the reveal on: proposed, held, posted, followed up.

## What the board reads

matrix-title = *What each release form needs* · { $name }
or = or
recommendation = Recommended by { $who }: *{ $form }*
recommendation-none = The auditors have recommended no release form.
duty-recommend = Recommend a release form to the board
ask-recommend = The board reads which form you could answer for at most, and why you stop there. Another auditor may see it otherwise; both are shown.
button-recommend = Recommend a form
button-matrix = What each form needs
modal-recommend = Recommend a form
modal-recommend-submit = Recommend
recommend-what = Asked for: *{ $form }*, for { $model }. Which is the most open form you could answer for?
input-recommend-form = Release form
input-recommend-reason = Why you stop there
input-recommend-reason-hint = Shown to the board as it is.

## Proposed

proposal-title = 🗳️ *The ballots, revealed* · { $name }
proposal-fallback = The ballots, revealed: { $name }: { $form }, proposed
proposal-standing = *Proposed, not final: do not release before { $until }.* A board seat or the audit lead can hold it until then, with a reason.
proposal-posted = ⚖️ The decision is final and posted. { $there }
proposal-void = *Not posted:* { $why }. The board is asked again.
proposal-void-evidence = the evidence changed after the vote
proposal-void-needs = what the release form needs does not support it any more
proposal-void-reopened = an earlier stage was reopened
proposal-asked-again = *Not posted:* the board was asked afresh.
proposal-ended = The audit ended before this was posted. *Nothing may be released on it.*
hold-standing = ✋ { $who } holds it, until { $until } at the latest. Nothing is posted while a hold stands:
hold-lapsed = ✋ { $who } held it until { $until }. Nothing is posted by that; { $lead } says how it goes on:
audit-card-proposed = 🗳️ *Proposed, not final:* { $form }. { $there }
audit-card-proposal-link = Read the ballots
standing-proposed = proposed, not final: { $form }

notice-hold-lifted = { $who } lifts the hold. The decision is posted when the cooling-off is over.
notice-hold-lifted-still = { $who } lifts the hold. Somebody else still holds it.
notice-proposal-void = *The result is not posted:* { $why }. { $lead } asks the board again.
fallback-decision-held = The decision is on hold
fallback-hold-lifted = A hold was lifted
fallback-proposal-void = The result is not posted

duty-post-decision = Say how it goes on after the hold: post the decision, or ask the board afresh
ask-post-decision = The hold has stopped the posting as long as a hold may. Evidence and needs are checked once more before the decision is posted.

button-hold = Hold it
button-lift-hold = Lift hold { $number }
button-post-decision = Post the decision
button-ask-again = Ask the board afresh

modal-hold = Hold the decision
modal-hold-submit = Hold it
hold-what = The decision on *{ $name }* is not posted while you hold it, for at most { $days } working days. You alone can lift the hold. If you do not, the audit lead says how it goes on. Cooling-off ends { $until }.
input-hold-reason = Why it must not be posted yet
input-hold-reason-hint = Shown to everybody in the audit.
hold-not-yours = Only a board seat or the audit lead can hold a decision. Tell { $person } why it should wait.
