# What reports and charts say of an audit. What stands in braces is plain words here, never mrkdwn.

## The ethical risk chart

risk-chart-title = Ethical risk chart: { $model }
risk-chart-likelihood = How likely
risk-chart-likelihood-1 =
    1
    hardly ever
risk-chart-likelihood-2 =
    2
    seldom
risk-chart-likelihood-3 =
    3
    now and then
risk-chart-likelihood-4 =
    4
    often
risk-chart-likelihood-5 =
    5
    almost always
risk-chart-severity = How severe
risk-chart-severity-1 = 1 a nuisance
risk-chart-severity-2 = 2 passes
risk-chart-severity-3 =
    3 harm
    to some
risk-chart-severity-4 =
    4 grave, or
    to many
risk-chart-severity-5 =
    5 lives, or
    beyond repair
risk-chart-supports = tested: holds its threshold
risk-chart-does-not-support = tested: does not hold
risk-chart-inconclusive = tested: inconclusive
risk-chart-untested = to be tested
risk-chart-listed = on record, not tested here
risk-chart-more = … and { $count } more, in the list of risks
risk-chart-removed = (removed)
risk-chart-alt = Ethical risk chart of { $model }, by how likely and how severe, each from 1 to 5. Risks on it: { $count }. { $risks }
risk-chart-alt-risk = { $risk }: likelihood { $likelihood }, severity { $severity }, { $state }.

## The tampering chart

tampering-chart-title = Safety after tampering: { $model }
tampering-chart-cost = What the attack cost (US dollars)
tampering-chart-harm = Hazardous capability
tampering-chart-harm-of = Hazardous capability: { $metric }
tampering-chart-untouched = untouched
tampering-chart-tampered = tampered
tampering-chart-worst = worst tampered
tampering-chart-public = best public model, tampered alike
tampering-chart-otherwise = public model, tampered otherwise
tampering-chart-threshold = threshold { $value }
tampering-chart-margin = best public model + margin { $value }
tampering-chart-holds = Holds within this budget
tampering-chart-fails = Fails
tampering-chart-inconclusive = Inconclusive within this budget: supports nothing
tampering-chart-point =
    { $number }: { $harm } for ${ $cost }
    { $examples } examples, { $seeds } seeds
tampering-chart-alt = Tampering chart of { $model }, cost against harm. { $verdict }. { $arms }
tampering-chart-alt-untouched = { $arm }: harm { $harm }.
tampering-chart-alt-arm = { $arm }: ${ $cost }, { $seeds } seeds, harm { $harm }.
