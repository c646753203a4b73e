# The demo: what its terminal, the panels beside the workspace and its sample documents say.

## The terminal

demo-folder-unusable = The folder { $folder } cannot be used: { $problem }. Choose another one with --data-dir, or make this one yours to write.
demo-folder-of-others = { $folder } holds something that is no demo's. Choose another folder with --data-dir.
demo-reset-database = --reset throws away the demo's folder, not a database. Empty that one yourself.
demo-workspace-unreadable = { $file } is of another release or damaged. Start with --reset, or move it away.
demo-runs = The demo runs.
# stands in a file of the folder
demo-mark = the record of a demo; it may be deleted
demo-open-address = Open this address in a browser on this machine:
demo-port-taken = Port { $port } is taken, so another one is used.
demo-what-to-do = The guide at the right of the page says what to do. Ctrl-C stops; everything is kept.
demo-log = What the bot logs is in { $file }.
demo-stopped = Stopped. The workspace is kept: start again to go on, or with --reset to begin anew.
demo-workspace = A workspace on { $address }; the bot writes more quickly than Slack allows.
demo-time = It is { $weekday }, { $day } { $month }, { $time } UTC.
demo-step = step { $done } of { $of }
demo-to = to { $people }:
demo-audits-channel = the audit's channel
demo-report = The report: { $file }
demo-fingerprint = Fingerprint of the model in { $folder }: { $fingerprint }
demo-signed = Signed decision: { $file }
demo-gate-allowed = The gate: allowed in form { $form }, by { $decision }.
demo-gate-refused = The gate: refused in form { $form }. { $why }
demo-written-to = What the bot wrote to whom
demo-column-person = Person
demo-column-direct = Direct messages
demo-column-asked = Asked in a thread
demo-stopped-at = The demo stopped at { $place }.
    Everything that was said is in { $account }, the log in { $log }.
demo-no-scenario = There is no scenario “{ $name }”. There are:
    { $known }
demo-no-end = The story was played to its end, but nobody said “{ $awaited }”.

# these follow "The demo stopped at" and "That stopped at"
demo-never-came = the wait for “{ $awaited }”: { $days } working days passed, and it did not come
demo-never-signed = its end: the decision was posted, but never signed
demo-never-pinned = its end: the decision was posted, but never pinned
demo-running = A demo is running in { $folder } already (process { $process }). Nothing was changed. Stop it first, with Ctrl-C where it runs, or choose another folder with --data-dir.
demo-record-in-use = smactr is running on the record in { $folder } (process { $process }). Nothing was changed. Stop it first, or choose another folder with --data-dir.

## The app, as it is found in the workspace

# as in the manifest under deploy/
app-command = Start an audit, see what waits for you, follow its stages
app-command-usage = [start | status | list | people | remind | summarize | ballot | pause | end | away | help] [A-12]
app-use-as-document = Use as document
app-use-as-document-hint = Hand this message or its file in as a document of the audit
app-remove-text = Remove text
app-remove-text-hint = Ask to erase a text from the audit's record
app-start-audit = Start an audit
app-start-audit-hint = Start the audit of a model

## The inspector beside the workspace

inspector-record = Record
inspector-traffic = Traffic
inspector-history = History
inspector-no-record = Nothing is on record yet.
inspector-events = *{ $audit }*: { $events } events, each with the fingerprint of everything before it. Head: { $head }
inspector-older = { $events } older events
inspector-waiting = Waiting and parked
inspector-due = { $what }, due in { $seconds } s
inspector-nothing-waits = Nothing waits to be sent, nothing is parked.
inspector-fingerprint = fingerprint { $fingerprint }
inspector-attempt = attempt { $number }
inspector-answer = answer: { $answer }
inspector-arrows = → the bot calls Slack · ← Slack tells the bot. Tokens are left out.

## The guide beside the workspace

guide = Guide
guide-about = An audit of an AI model, from its start to the decision whether and how it may be released. Beside this guide is a workspace as in Slack; *smactr* is the bot in it. Nothing here leaves this machine.

    You play everybody: the row at the top says who you are. Click on a name to be somebody else.
guide-about-title = What is this?
guide-welcome = Try an audit
guide-first-step = *First step:* as *{ $lead }*, go to #{ $channel } and type `/audit start`.
guide-show-where = Show me where
guide-show-me = Show me
guide-start = Start it for me
guide-start-hint = Starts the audit of Foo-7B and assigns everybody
guide-decided-title = Decided
guide-decided = *{ $audit }* is decided: *{ $form }*. It stands in { $place }.
guide-followed-up = What it is bound to is followed up: owners see to it, and auditors verify.
guide-ended-title = Ended
guide-ended = *{ $audit }* was ended. Nothing may be released on it.
guide-people-owe = { $people ->
    [one] 1 person has
   *[other] { $people } people have
} something to do.
guide-stage = { $stage }, stage { $number } of { $of }
guide-your-turn = Your turn
guide-discussion-title = The discussion
guide-discussion = The questions of the reflection are open: write beneath them, as anybody. When enough is said, *{ $lead }* presses *{ $button }* at the stage's message.
guide-show-questions = Show the questions
guide-start-another = Start another audit
guide-afterwards-title = And now?
guide-afterwards = *Record* above shows everything that happened. The menu at the audit's card has the report as a file. Whoever reads the decision can report what would cancel it. To start over: `smactr demo --reset`.
guide-others-title = The others
guide-next-title = What could be done next
guide-others = Let the others do their part
guide-others-hint = Everybody but you
guide-everybody = Play this stage
guide-everybody-hint = Everybody, you too, until the stage is closed
guide-nothing-waits = Nothing waits for { $person }.
guide-vacant-title = What comes next
guide-vacant = An audit needs people. *{ $lead }* presses *{ $button }* and gives the roles away: everybody in this workspace is called after theirs.
guide-assign = Assign everybody for me
guide-assign-hint = To each role the people who are called after it
guide-more-at-home = and { $count } more in App Home
guide-time-title = Time
guide-time = { $weekday }, { $day } { $month }, { $time } UTC. Reminders and deadlines come with the working days.
guide-skip = Skip to the next working day
guide-audit-title = The audit
guide-show-audit-card = Show the audit card
guide-ballots = the ballots, revealed
guide-held-title = On hold
guide-held = *{ $form }* is proposed, and somebody holds it: { $ballots }.
guide-proposed-title = Proposed
guide-proposed = *{ $form }* is proposed, not final: { $ballots }. It cools off for a working day, in which a board seat or the audit lead can hold it. Let the day pass, and the decision is posted.
guide-cool-off = Let it cool off
guide-be = Be { $person }

## What its buttons did

guide-started = The audit is started, people are assigned and have accepted.
guide-assigned = Everybody has a role and was asked to accept it. Accept as one of them, or let the others do it.
guide-unknown-button = The guide has no button { $button } any more. Load the page again.
guide-stopped-at = That stopped at { $place }.
guide-today = It is { $weekday }, { $day } { $month } now.
guide-decision-posted = The decision is posted.
guide-nothing-due = Nothing was due, and nobody had to be reminded.
guide-happened-BallotClosed = The ballot is closed.
guide-happened-BallotExtended = Too few had voted, so the ballot goes on.
guide-happened-NoDecisionReached = Too few had voted again: there is no decision.
guide-happened-HoldLapsed = A hold ran out.
guide-happened-SummaryRequested = The date of the reflection is over, and its summary is drafted.
guide-happened-BoardAsked = A report went to the board, since the lead did not answer.
guide-happened-ConditionOverdue = A condition is overdue, and was put to the board.
guide-happened-ReleaseStopped = The decision is suspended: a condition stayed overdue.
guide-happened-ExpiryNoticed = The decision ends soon, and people were told.
guide-happened-DecisionExpired = The decision has ended.
guide-wrote = { $people ->
    [0] Nobody had to be reminded.
    [one] smactr wrote to 1 person.
   *[other] smactr wrote to { $people } people.
}
players-busy = They are at it already.
players-your-turn = It is your turn.
players-nothing-done = Nobody else could do anything.
players-done = { $things ->
    [one] 1 thing was
   *[other] { $things } things were
} done, by { $people ->
    [one] 1 person
   *[other] { $people } people
}.
players-summary-asked = The summary was asked for.

## Where somebody cannot do their part

# these follow "The demo stopped at" and "That stopped at"; $step is what the transcript says, as in "votes"
stuck-step = { $person }, who { $step }: { $problem }
stuck-no-message = no { $message }{ $button ->
    [none] { "" }
   *[other] { " " }with a button [{ $button }]
} came within { $seconds } s
stuck-ask = message that asks for { $duty }
stuck-card = card { $card }
stuck-button = message with a button { $button }
stuck-says = message that says { $key }
stuck-not-taken = [{ $button }] was not taken, however often it was pressed
stuck-not-taken-at-home = [{ $button }] in App Home was not taken, however often it was pressed
stuck-press-failed = [{ $button }] was not taken: { $problem }
stuck-modal-not-taken = “{ $modal }” was not taken: { $problem }
stuck-command-not-taken = { $command } was not taken, however often it was typed
stuck-command-without-modal = the modal of { $command } never opened
stuck-button-without-modal = [{ $button }] never opened a modal that could be filled in
stuck-home-without-modal = [{ $button }] in App Home never opened a modal that could be filled in
stuck-no-modal = no modal opened
stuck-no-input = “{ $modal }” has no input { $input }
stuck-no-button-at-home = App Home never had a button [{ $button }]
stuck-no-button-for = App Home has no button [{ $button }] for { $duty }
stuck-no-channel = was in no channel of an audit within { $seconds } s
stuck-no-check-mark = the document never got its check mark
stuck-no-result-asked = nothing asks for a result
stuck-card-takes-nothing = the stage's card takes no document

## Documents that stand for real ones

sample-placeholder = An example, in place of the real document. { $why }
sample-reworked = What was asked for is now in it.
sample-cell = { $column }, for example

## What the scenarios are about, in their list

demo-scenario-api = a clean run: an inference API is asked for and allowed
demo-scenario-end = scoping finds a conflict with the principles, and the audit is ended
demo-scenario-light = a light audit of an API, in three steps
demo-scenario-open-weights = open weights are asked for; tampering fails its threshold; encrypted weights with conditions, one dissent
demo-scenario-small-model = a harmless small model adds nothing to what is public, and open weights pass
demo-scenario-suspend = a decision is suspended because a new attack works

## The chapters of the story

demo-chapter-before-release = What comes before the release
demo-chapter-condition = The condition
demo-chapter-cooled-off = After the cooling-off
demo-chapter-cooling-off = While it cools off
demo-chapter-decision = Decision
demo-chapter-new-attack = A new attack
demo-chapter-stage = { $number } { $stage }
demo-chapter-start = Start

## What somebody does

# these follow a person's name
demo-step-accepts-role = accepts
demo-step-accurate-line = finds their line accurate
demo-step-accurate-lines = finds their lines accurate
demo-step-accurate-others = finds the other lines accurate
demo-step-agrees-outside = agrees to whom the lead named to look on from outside
demo-step-answers-in-thread = answers in the thread
demo-step-approves = approves { $stage }
demo-step-approves-again = approves { $stage } again
demo-step-asks-for-changes = asks for changes on the { $document }
demo-step-assigns = assigns people to the roles
demo-step-blocks-plain-weights = puts a severe problem on record that blocks whatever hands out plain weights
demo-step-closes = closes { $stage }
demo-step-confirms-end = confirms the end
demo-step-disputes = disputes a line
demo-step-done = says that { $item } is done
demo-step-drops = drops { $file } into the thread
demo-step-facts-correct = answers { $stage }: facts correct
demo-step-factual-error = answers { $stage }: a factual error
demo-step-finds = puts a problem on record: { $problem }
demo-step-finds-conflict = puts a severe problem on record: the use conflicts with the principles
demo-step-finds-it-enough = finds it enough
demo-step-fingerprint = hands in the fingerprint of the model's manifest
demo-step-fingerprint-read = has read what was shown back: this is the model
demo-step-hands-in-file = hands in { $document } (file { $file }, in the thread)
demo-step-hands-in-reply = hands in { $document } (a reply in the thread)
demo-step-hands-in-text = hands in { $document } (as a text)
demo-step-hands-in-unasked = hands in { $document }, which this release form needs
demo-step-has-read = has read { $document }, too: it supports the release
demo-step-names-owner = names who sees to { $item }: { $owner }
demo-step-kinds = says of each kind of risk whether it is tested
demo-step-names-risk = names a risk: { $risk }
demo-step-opens-ballot = opens the ballot
demo-step-places = says that it speaks to { $risk }
demo-step-proposes-end = proposes to end the audit with /audit end
demo-step-publishes = publishes the summary
demo-step-reads-ballots = reads the ballots: proposed, not final
demo-step-reads-ballots-in-channel = reads the ballots in the audit's channel: proposed, not final
demo-step-reads-conditions-met = reads in #{ $channel } that it may be released
demo-step-reads-decision = reads the decision in #{ $channel }
demo-step-reads-end = reads that nothing may be released on it
demo-step-reads-suspended = reads it on the decision in #{ $channel }
demo-step-recommends = recommends form { $form }
demo-step-recommends-asked = recommends the form asked for, with a reason
demo-step-reports-attack = reports a new attack with /audit happened
demo-step-resolved = finds the request resolved
demo-step-reviews = reviews { $document }: accepted
demo-step-reviews-second = reviews the second version: accepted
demo-step-says = says: { $words }
demo-step-second-version = hands in a second version of the { $document }
demo-step-starts-api = starts an audit: may { $model } be released as an inference API?
demo-step-starts-by-command = starts an audit with /audit start: may { $model } be released as an inference API?
demo-step-starts-flats = starts an audit: may { $model } be released as a hosted product that scores applicants for flats?
demo-step-starts-light = starts a light audit: may { $model } be released as an inference API?
demo-step-starts-mini = starts an audit: may { $model }, which says where a question belongs, be released as open weights?
demo-step-starts-weights = starts an audit: may { $model } be released as open weights?
demo-step-summarizes = asks for the summary
demo-step-summarizes-by-command = asks for the summary with /audit summarize
demo-step-suspends = confirms it: the decision is suspended
demo-step-expectation = says that expectation { $number } is tested as { $risk }
demo-step-expectation-why = says why an expectation is not tested: { $why }
demo-step-threshold = sets a threshold for { $risk }, sealed until the first result
demo-step-verifies = verifies { $item }
demo-step-votes = votes, sealed
demo-step-votes-condition = votes, sealed, with a condition
demo-step-votes-dissents = votes, sealed, and dissents
demo-step-withdraws = withdraws the approval in App Home: what is kept, and on which basis?

## What is waited for

# these stand in "The demo stopped at the wait for"
demo-awaits-ballots = The ballots, revealed
demo-awaits-conditions-met = conditions met. May be released
demo-awaits-decision = Release decision
demo-awaits-end = audit ended at Scoping
demo-awaits-suspended = Suspended

## Documents, as they are told of

# these follow "has read"
demo-the-external-review = the external review
demo-the-legal-opinion = the legal opinion
demo-the-marginal-risk-cards = the marginal-risk cards
demo-the-model-licence = the licence
demo-the-tamper-record = the tamper record
demo-the-weight-security = the statement on the security of the weights
# handed in
demo-tamper-record = Tamper record
