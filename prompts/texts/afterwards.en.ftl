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

## Conditions and mitigations

item-condition-before = { $item }, before release, by { $who }:
item-condition-after = { $item }, after release, by { $who }:
item-carried = { $item }, before release, carried from { $stage }, by { $who }:
item-mitigation-before = { $item }, before release, from the plan of repairs:
item-mitigation-after = { $item }, after release, from the plan of repairs:
item-owner = { $owner } sees to it by { $due }. Checked: { $check }
item-owner-words = The plan names: { $owner }. Nobody of this audit is named yet.
item-owner-none = Nobody sees to it yet: { $lead } names somebody.
item-check-none = not said how yet
item-due-none = no date yet
item-open = ▫️ open
item-claimed = 🕓 { $who } says that it is done; waits for an auditor who does not own it:
item-verified = ✅ verified by { $who }, { $day }:
item-dropped = ✖️ dropped by its author:

duty-name-owner = Name who sees to { $item }
duty-meet = See to { $item }, and say when it is done
duty-verify = Verify { $item }

button-followed = Conditions and mitigations
button-name-owner = Name an owner
button-claim = It is done
button-verify = Verify
button-drop = Drop

modal-followed = Conditions
followed-what = What has to become true around the release of *{ $name }*. It counts once an auditor who does not own it has verified it.
followed-more = … and { $count } more, on the decision.
followed-none = There is no decision to follow up. Conditions are set with the ballots.
followed-gone = This belongs to a decision that does not stand any more, so nothing is followed up on it.
followed-done = { $item } is done already.
followed-lead-only = Only the audit lead or the deputy names who sees to this. Ask { $person }.
followed-owner-only = Only { $person } sees to this. If somebody else should, the audit lead names them.
followed-auditor-only = Only an auditor who does not own this can verify it. Ask { $person }.
followed-author-only = Only { $person }, whose condition this is, can drop it.

modal-name-owner = Name an owner
modal-name-owner-submit = Name
input-name-owner-owner = Who sees to it
input-name-owner-check = How an auditor can see that it is done
input-name-owner-due = By when
modal-claim = It is done
modal-claim-submit = Say so
input-claim-words = What was done, and where an auditor can see it
modal-verify = Verify
modal-verify-submit = Submit
input-verify-done = You looked for yourself. Is it done?
verify-yes = It is done
verify-no = Not done yet
input-verify-words = What you looked at, and what you saw
modal-drop = Drop the condition
modal-drop-submit = Drop it
input-drop-why = Why it need not be met any more

notice-not-done = *{ $name }*: { $who } looked at { $item } and found it not done yet:
notice-conditions-met = ✅ *{ $name }: conditions met. May be released* as *{ $form }*. { $there }
fallback-not-done = Not done yet
fallback-conditions-met = Conditions met: may be released
