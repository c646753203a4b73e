# The recommendation, the board's vote, the matrix.

## What the board reads

matrix-title = *What each release form needs* · { $name }
or = or
recommendation = Recommended by { $who }: *{ $form }*
recommendation-benefits = The benefits outweigh the risks, because:
recommendation-none = The auditors have recommended no release form.
duty-recommend = Recommend a release form to the board
button-recommend = Recommend a form
button-matrix = What each form needs
modal-recommend = Recommend a form
modal-recommend-submit = Recommend
recommend-what = Asked for: *{ $form }*, for { $model }. Which is the most open form you could answer for?
input-recommend-form = Release form
input-recommend-reason = Why you stop there
input-recommend-reason-hint = Shown to the board as it is.
input-recommend-benefits = The benefits outweigh the risks, because …
input-recommend-benefits-hint = For whom, compared with what. Whoever approves this stage signs it; it is printed on the decision. For “not released” it may stay empty.

duty-open-ballot = Open the ballot
duty-vote = Vote on the release

## The page the board votes by: nothing in it is highlighted but what is missing

page-risks = *Risks*, the weakest evidence first
page-forms = *Release forms and what they need*
page-unknown = *What is not known*
known-unknown = • { $document }: { $words }
known-unknown-silent = • *{ $document } does not say what is not known.*
known-unknown-unread = • *{ $document } could not be read here; what it says is not known stands in its file.*
page-planned = *Conditions and planned repairs*, which bind every form that is released
page-no-planned = conditions or planned repairs
planned-carried-before = • Before release, carried from { $stage }, by { $who }: { $words }
planned-carried-after = • After release, carried from { $stage }, by { $who }: { $words }
planned-repair-before = • { $item }, before release: { $words }
planned-repair-after = • { $item }, after release: { $words }
planned-unread = • *The plan of repairs is still being read; its rows are part of the decision.*
planned-for-good = { $count ->
    [one] For form { $forms } all of these come before release, but for duties to watch.
   *[other] For forms { $forms } all of these come before release, but for duties to watch.
}
page-problems = *Problems*
page-no-problems = problems
page-gaps = *Gaps*
page-no-gaps = gaps
page-dissents = *Dissents*
page-no-dissents = dissents
page-waivers = *Independence waived*
page-no-waivers = waivers of independence
page-role-changes = *Who came to lead or judge later*
page-no-role-changes = changes of roles
page-outside = *What ties those from outside to us*
page-void-rounds = *Rounds of voting that do not count*
page-no-void-rounds = void rounds of voting
page-no-left-out = results left out
page-no-contradictions = contradictions without an answer
page-no-late = anything that came late
page-no-earlier-audits = other audits of these weights or this model
page-no-incidents = reports since the decision of an incident or of anything else that would cancel it
page-no-recurring = duties that come again and again after the release
page-no-summary = disagreement in the reflection, as no summary of it is published
page-no-reflection = anybody's disagreement, as this kind of audit has no reflection in which it would be asked for
page-no-languages = disagreement in answers that nobody here could read
page-nothing = There are none of: { $what }.
page-unsaid = Not on record: { $what }.
page-no-fingerprint = *nobody stated its fingerprint*
page-more = The rest stands in the message that asked you to vote.
standing-problem-risk = • By rule, a severe problem: { $about } fails, which blocks forms { $forms }
standing-problem-tampering = • By rule, a severe problem: a record of { $about } fails, which blocks forms { $forms }
known-problem = • Problem { $number } ({ $severity }, { $state }): { $words }
known-problem-blocks = • Problem { $number } ({ $severity }, { $state }; names forms { $forms }): { $words }
known-problem-open = open
known-problem-accepted = accepted as it is
known-unanswered = • Gone on without: { $what }
known-dissent = • { $who }: { $words }
known-disputed = • { $count ->
    [one] 1 line of the summary is disputed
   *[other] { $count } lines of the summary are disputed
} by whoever is quoted in it.
known-overruled = • { $document } v{ $version } was accepted in the last round of changes over the objection of { $who }

## What stands beneath the line

ask-open-ballot = Opening it freezes the board, the rule and the evidence.
ask-vote = May *{ $model }* be released as *{ $form }*, or in a less open form?
ask-vote-form-0 = Is it decided now that *{ $model }* is *{ $form }*? Tick it, or tick nothing. No other form is asked about, and work on the audit goes on meanwhile.
matrix-line = • { $form }: { $needs }
matrix-line-nothing = • { $form }: needs nothing beforehand
need-missing = *{ $document } missing*
# who must approve what, as a need of a release form: "Safety (red team)'s approval of Testing"
needed-approval = { $role }'s approval of { $stage }
need-short-record = { $risk } has no tamper record that holds
need-short-attack = { $risk }: { $attack } was not tried hard enough for this form
need-approval-missing = *{ $approval } missing*
need-approval-supports = { $approval } given
need-submitted = { $document } handed in, not accepted
need-supports = { $document }: in favour
need-supports-once = { $document }: in favour by one person's word; *a second is missing*
need-counts = { $document } accepted, whatever its result
need-does-not-support = { $document }: against
ask-vote-deadline = Open until { $deadline }.
ask-vote-sealed = Sealed until the reveal, though not from whoever runs the server; then your name is shown.

## A stage's card

ballot-not-open = Not open yet.
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
rule-form-0 = Form 0 passes with { $needed } of { $seats } seats; with fewer, this ballot decides nothing.
ballot-voted = Voted: { $people }
ballot-waiting = Waiting: { $people }
ballot-closed = Closed; the ballots are being opened.
ballot-void = The last round does not count: something changed under it.
ballot-revealed = The ballots are revealed.
ballot-no-decision = *No decision. Nothing may be released.*

## The decision

blocked-finding = problem { $number } open
blocked-risk = { $risk } is not shown to hold
blocked-elsewhere = these weights failed in { $audit }
blocked-kinds = neither tested, nor not applicable with safety's approval: { $kinds }
blocked-called = the model is only called, so nobody here has what this form hands out
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

modal-open-ballot = Open the ballot
modal-open-ballot-submit = Ask all the same
open-ballot-only-form-0 = As the evidence stands, only *{ $form }* can win: no other form is supported. What each one lacks stands below. Mend it first, or ask the board all the same.
modal-form-0-ballot = Decide: not released
modal-form-0-ballot-submit = Ask the board
form-0-ballot-what = The board is asked at once, and only whether *{ $name }* ends as *{ $form }*. It passes with as many seats as the threshold; with fewer, nothing is decided and the audit goes on. Nothing has to be finished for it.
modal-vote = Vote
modal-vote-submit = Seal and submit
vote-replaces = You have voted already. What you submit here replaces it.
input-vote-forms = Release forms you would allow
input-vote-forms-hint = Tick every form you would allow. Nothing ticked: you allow none of them.
input-vote-reason = Your reason
input-vote-before = Conditions before the release
input-vote-before-hint = One a line. They bind if the form they are for wins. What only other weights could meet is no condition: send the audit back instead.
input-vote-after = Conditions after the release
input-vote-after-hint = One a line.
input-vote-conditions_for = These conditions are for
input-vote-conditions_for-hint = Of the forms you ticked. Nothing ticked here: the most open of them.
input-vote-residual = Risks that you accept
input-vote-residual-hint = These do not hold, and block the form beside them unless as many seats as the form needs accept them here. Nothing ticked: you accept none.
input-vote-residual_reason = Why you accept these risks
input-vote-residual_reason-hint = Printed with the decision, with your name.
vote-residual-choice = { $risk } for { $form }
vote-residual = accepts { $risks }:
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
void-key-lost = its ballots could not be opened: the key is lost
void-roster = the board changed while it was open
void-reopened = an earlier stage was reopened
notice-ballots-revealed = 🗳️ *The ballots, revealed*
notice-no-decision = *{ $name }: no decision. Nothing may be released.* Too few seats voted, twice. { $lead } may open a new ballot.

files-ballot-page = 🗳️ *{ $audit }*: what you vote by, in short as a picture and in full as a PDF.

## Buttons

button-open-ballot = Open the ballot
button-form-0-ballot = Decide: not released
button-vote = Vote
button-summary = Read the summary

## What a rule refuses

ballot-stage-questioned = An earlier stage was opened again. Say first whether { $stage } still stands.
ballot-evidence-moved = Something changed in { $stages } since it was closed. Open it again and have it signed; then the board votes on what there is.
ballot-document-outdated = About an earlier version of the model: { $documents }. A reviewer says "it still holds" or "a new one is needed"; then the board votes.
ballot-result-outdated = Result { $number } is of an earlier version of the model. Say of it "rerun" or "carry over"; then the board votes.
ballot-risk-untested = { $risks } has no result of this version of the model. Have it tested; then the board votes. To decide only that nothing is released, press "Decide: not released" in the audit's status.
ballot-stage-not-closed = The board votes when { $stage } is closed.
ballot-has-result = The last ballot has a result, and it is posted after the cooling-off. A board seat or you can hold it, with a reason; then the board can be asked afresh.
ballot-result-stands = The last ballot has a result, and it is posted after the cooling-off. A board seat or the audit lead can hold it, with a reason; a fresh ballot takes as many seats as the threshold then.
ballot-result-held = The last ballot has a result that was held. A fresh ballot in its place takes as many seats as the threshold: each presses *Ask for a fresh ballot* beneath the result. When no hold stands any more, you can post it.
ballot-plan-erased = The words of { $document } were erased, so nobody knows what it binds. Have a new version handed in and accepted; then the board votes.
ballot-form-0-later-edition = This audit goes by rules that know no ballot on form 0 alone. Close its stages and open the ballot, or end the audit.
ballot-seats-too-few = The board needs at least { $minimum } seats and has { $seats }. Assign more people first.
recuse-voting-open = Voting is open and its seats are fixed. You can cast a ballot that ticks nothing.
recuse-board-too-small = Without you the board would have fewer than { $minimum } seats. Name your alternate first (“Hand a role over” in the audit's status), or ask { $person } to have the seat filled.
form-not-reconsidered = { $form } is not reconsidered before { $day }. Tick less open forms.
ballot-not-sealed = The ballot could not be sealed. Vote again.
vote-ballot-void = This ballot became void because what it was about changed. You will be asked again.
vote-too-late = Voting is closed. Your ballot was not counted; tell the audit lead if that matters.
vote-form-beyond-asked = Tick release forms up to the one that was asked for.
vote-form-0-alone = This ballot is on form 0 alone. Tick it, or tick nothing.
vote-send-back-form-0 = This ballot only asks whether nothing is released. Tick nothing, and say in your reason what is missing.
vote-reason-missing = Give your reason. It is shown after the reveal.
vote-send-back-with-forms = A ballot that sends the audit back ticks no release form. Choose one of the two.
vote-stage-missing = Choose the stage to go back to.
vote-residual-without-form = You accept { $risk } for a release form that you do not tick. Tick the form, or do not accept the risk for it.
vote-residual-not-acceptable = { $risk } cannot be accepted for this form: only a tested risk that does not hold, of a severity below 5, for a form that can be taken back. Leave it out.
vote-residual-reason-missing = Say why you accept the risk. It is printed with the decision, with your name.
vote-condition-without-form = Conditions are for release forms that you tick.
vote-condition-when-missing = A condition is to be met before or after the release.
ballot-seal-broken = A sealed ballot does not match its fingerprint, so nothing was revealed.
recommendation-not-asked = This framework asks for no recommendation. Say it in the audit summary report.
recommendation-role-only = Only { $role } recommends a release form to the board. Say it in the thread instead.
recommendation-stage-not-open = A recommendation is given while { $stage } is open.
recommendation-beyond-asked = Recommend a form up to the one that was asked for.
recommendation-benefits-missing = Say why the benefits outweigh the risks. Who approves this stage signs it, and the decision prints it.
recommendation-reason-missing = Say why you stop there. The board reads it.

## In the list of events of a design history: the fields of the event, written out

event-SeatRecused = { $person } stepped aside as a board seat
event-BallotOpened = Ballot { $round } opened until { $deadline }; { $needed } ticks let a form pass that does not need every seat
event-BallotCast = A sealed ballot was cast
event-BallotExtended = Ballot { $round } was extended until { $deadline }
event-BallotClosed = Ballot { $round } closed
event-BallotVoided = Ballot { $round } was voided: { $cause }
event-BallotsRevealed = The ballots of round { $round } were opened
event-NoDecisionReached = Ballot { $round } ended without a decision. Nothing may be released
event-FormRecommended = Recommended to the board: { $form }
ballot-elsewhere = The board of { $audit } is deciding on these very weights. One ballot at a time: wait until that result is posted, or end { $audit }.
vote-gap = ❓ You tick a more open form, and not: { $forms }. Forms you do not tick count as not allowed by you. If you mean it so, send the ballot again as it is; else tick them first.
decision-absent = *Decided by who did not vote:* { $absent }. With their ticks, { $forms } would have passed too.
input-vote-watch = To be watched after the release (monitoring, reports), one a line
