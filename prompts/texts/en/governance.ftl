# What looks at the rules from outside: the attack on a governance.

## smactr framework attack

attack-effort = { $starts } games from honest starts, { $plays } plays, { $states } states in { $seconds } seconds ({ $processor } of computing); longest play { $longest } moves; in { $whole } games every single move was tried; seed { $seed }. Plays that come to the same state are counted once.
attack-progress = { $seconds } s: { $starts } games, { $plays } plays, { $states } states; found from { $found } starts
attack-cell-nothing = Team of { $cast }, { $board }, form { $form }: nothing found below the bound ({ $games } games)
attack-cell-unsearched = Team of { $cast }, { $board }, form { $form }: not searched ({ $games } games)
attack-cell-found = Team of { $cast }, { $board }, form { $form }: { $people ->
    [0] nobody is needed
    [one] one person is enough: { $who }
   *[other] { $people } people are enough: { $who }
}
attack-cell-above = – above the bound { $people ->
    [one] one person is enough: { $who }
   *[other] { $people } people are enough: { $who }
}
attack-nobody = nobody
attack-board-trusting = board that trusts the matrix
attack-board-knowing = board that knows better
attack-story = The shortest play found ({ $board }). Form { $form } comes into force. It begins: { $point }; { $defect }.
attack-silent = Its post is silent about: { $what }.
attack-silent-waiver = waived independence
attack-silent-role = changed roles
attack-silent-result = a result that was left out
attack-silent-void = a round of voting that does not count
attack-silent-earlier = another audit of these weights or this model
attack-silent-dissent = a dissent
attack-silent-framework = a move to another framework
attack-other-ways = Other ways that were found, the smallest of each kind:
attack-way = Form { $form } ({ $board }), from: { $point }; { $defect }. { $people }: { $who }. By: { $commands }
attack-step = { $number }. { $who }: { $what }
attack-by-itself = By itself
attack-friend = Friend { $number }
attack-admin = Workspace admin
attack-verdict-found = Something was found: a decision that must not be possible.
attack-verdict-nothing = Nothing was found below the bounds. This is a search, not a proof.
attack-verdict-too-weak = Nothing was found, and the search is too weak to say anything: give it more --seconds.
attack-unbegun = { $count ->
    [one] Not begun: the starts of one team, form and defect.
   *[other] Not begun: the starts of { $count } teams, forms and defects.
}
attack-control-missing = Not found to succeed, though it must: everybody just above the bound, team of { $cast }, { $board }, form { $form }.
attack-broke = A process that searched came to an end by itself; perhaps there was too little memory. Search one --form at a time.
attack-role-unknown = The framework has no role { $roles }; it has: { $known }.
attack-kind-unknown = There is no kind of audit { $kind }; there is: { $known }.
attack-form-unknown = The framework has no form { $form } above 0; it has: { $known }.

## where a play begins

attack-point-scoping-open = Scoping is open
attack-point-mapping-closed = the risks are chosen
attack-point-testing-open = Testing is open, and nobody has signed it
attack-point-reflection-closed = every stage is closed
attack-point-ballot-open = the ballot is open
attack-point-cooling-off = less was proposed, and cools off
attack-point-held = less was proposed, and a seat holds it
attack-point-decided-below = less was decided
attack-point-decided-unmet = the form was decided, once a condition is met
attack-point-suspended = an incident suspended the decision
attack-point-version-declared = another version was declared after Reflection

## what is wrong there

attack-defect-none = nothing else is wrong
attack-defect-failed = a result does not hold its threshold
attack-defect-missing = a risk has no result
attack-defect-few-samples = a result rests on three samples
attack-defect-other-metric = a result is of another metric than its threshold
attack-defect-weights-swapped = the weights were swapped after the tests
attack-defect-earlier-version = the results are of an earlier version
attack-defect-tamper-failed = the tamper record fails
attack-defect-tamper-weak = the tamper record rests on one example and one step
attack-defect-need-missing = a document that the form needs is missing
attack-defect-need-against = a document that the form needs does not support it
attack-defect-severe = a severe problem stands on the form
attack-defect-safety-asks = Safety asks for changes
attack-defect-light-before = these weights failed in a light audit before
attack-defect-practice-before = these weights failed in a practice audit
attack-defect-ended-before = these weights failed in an audit that was ended
