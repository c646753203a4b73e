# The recommendation, the board's vote, the matrix.

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

duty-open-ballot = Open the ballot
duty-vote = Vote on the release

## What stands beneath the line

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

## A stage's card

ballot-not-open = Not open yet. The lead opens it when reflection is closed.
ballot-open = Open until { $deadline }. { $rule } What was voted stays sealed until the reveal.
rule-share = { $count ->
    [1] Form { $first } passes
    [2] Forms { $first } and { $last } pass
   *[other] Forms { $first }–{ $last } pass
} with { $needed } of { $seats } seats.
rule-every-seat = { $count ->
    [1] Form { $first } needs
    [2] Forms { $first } and { $last } need
   *[other] Forms { $first }–{ $last } need
} every seat ({ $needed } of { $seats }).
rule-none = Form 0 is always allowed.
ballot-voted = Voted: { $people }
ballot-waiting = Waiting: { $people }
ballot-closed = Closed; the ballots are being opened.
ballot-void = The last round does not count: something changed under it.
ballot-revealed = The ballots are revealed.
ballot-no-decision = *No decision. Nothing may be released.*

## The decision

blocked-finding = problem { $number } open
blocked-late = { $risk } holds only a threshold set after its result
vote-forms = • { $who }: { $forms }
vote-none = • { $who }: no form
vote-sent-back = • { $who }: sent back to { $stage }
vote-absent = • { $who }: did not vote

## Whatever went wrong

vote-not-open = No ballot is open. You will be asked when there is one.
vote-no-seat = You have no seat on this board, so you cannot vote here.

## Answers

ballot-opened = The ballot is open. Each seat is asked in private.

## Ballot

modal-vote = Vote
modal-vote-submit = Seal and submit
vote-replaces = You have voted already. What you submit here replaces it.
input-vote-forms = Release forms you would allow
input-vote-forms-hint = Tick every form you would allow. Nothing ticked: you allow none of them.
input-vote-reason = Your reason
input-vote-before = Conditions before the release
input-vote-before-hint = One a line. They bind if the form they are for wins.
input-vote-after = Conditions after the release
input-vote-after-hint = One a line.
input-vote-conditions_for = These conditions are for
input-vote-conditions_for-hint = Of the forms you ticked. Nothing ticked here: the most open of them.
input-vote-public = Words for publication
input-vote-public-hint = Printed with the decision as they are, for example a dissent.
input-vote-send_back = or send back to
input-vote-send_back-hint = Then tick no form, and say in your reason what is missing.

fallback-ballot-extended = The ballot is extended
fallback-ballot-void = The ballots do not count
fallback-ballots-revealed = The ballots are revealed
fallback-no-decision = No decision: nothing may be released
notice-ballot-extended = 🗳️ Too few have voted; extended once, until { $deadline }. Waiting: { $waiting }
notice-ballot-void = 🗳️ The ballots of this round do not count: { $why }. The board will be asked again.
void-evidence = the evidence changed while it was open
void-roster = the board changed while it was open
void-reopened = an earlier stage was reopened
notice-ballots-revealed = 🗳️ *The ballots, revealed*
notice-no-decision = *{ $name }: no decision. Nothing may be released.* Too few seats voted, twice. { $lead } may open a new ballot.

## Buttons

button-open-ballot = Open the ballot
button-vote = Vote
button-summary = Read the summary
