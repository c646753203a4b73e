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
risk-chart-tampering-fails = after tampering: does not hold
risk-chart-inconclusive = tested: inconclusive
risk-chart-problem-open = tested: holds; a problem that speaks against it is open
risk-chart-tampering-open = as it is: holds; after tampering: not known
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

## Here and there

report-file-report = { $audit }: audit report
report-file-design-history = { $audit }: design history
report-everybody-here = people with a role in this audit
report-result = Result { $number }
report-acting-until = { $name } until { $until }
report-worded = { $sentence } (worded by the audit lead)
report-and = { " and " }

## How a version of a document stands

report-document-fetching = being fetched
report-document-failed = could not be fetched
report-document-taken-back = taken back before anybody had reviewed it
report-document-submitted = handed in, not judged yet
report-document-unjudged = handed in; nobody judged it before the audit ended
report-document-accepted = accepted
report-document-changes = changes asked for
report-document-pointer = a link only, without fingerprint
report-document-outdated = about an earlier version of the model: a new one is needed

## How a need of a release form stands

report-need-missing = missing
report-needed-approval = { $role }'s approval of { $stage }
report-need-unasked = not there, and not asked for
report-need-submitted = handed in, not judged yet
report-need-unjudged = handed in; nobody judged it before the audit ended
report-need-supports = supports
report-need-supports-once = supports by one person's word; a second is missing
report-need-counts = accepted, whatever its result
report-need-counts-failed = fails (any result is accepted here)
report-need-does-not-support = does not support

## How a stage stands

report-stage-waiting = not open yet
report-stage-never = never opened
report-stage-open = open
report-stage-closed = closed
report-stage-decided = decided
report-stage-stopped = stopped with the audit

## What a stage waits for

report-missing-earlier-stage = is still open
report-missing-role-empty = is still to be filled
report-missing-document-missing = is missing
report-missing-document-review = waits for review
report-missing-changes-open = has changes asked for that are not settled
report-missing-sign-off = has not approved yet
report-missing-condition-open = a condition of an approval is open
report-missing-response-awaited = may still answer to the facts
report-missing-summary-missing = the summary of the reflection is not published
report-missing-lines-awaited = people who are quoted may still answer
report-missing-recommendation-missing = has recommended no release form yet
report-missing-light = a light audit is not enough for this model
report-missing-variant = the reason for a smaller audit is not approved yet
report-missing-ballot = the board decides
report-missing-risk-missing = no risk with priority is on record
report-missing-kinds-unanswered = kinds of risk are not answered for
report-missing-expectation-unanswered = nobody has said what becomes of an expectation
report-missing-expectation-threshold = has no threshold for an expectation since it was made of it
report-missing-threshold-missing = has no threshold
report-missing-result-missing = has no result of this version of the model
report-missing-weights-unknown = the fingerprint of the weights is not stated
report-missing-threshold-sealed = has a threshold that is not opened yet
report-missing-failure-unlogged = does not hold its threshold, and no problem is on record for it
report-missing-document-outdated = is about an earlier version of the model: does it still hold?
report-missing-result-outdated = is of an earlier version of the model: run again or carried over?
report-missing-tamper-outdated = is about an earlier version of the model

## What somebody answered

report-verdict-approve = approves
report-verdict-approve-if = approves, if …
report-verdict-request-changes = asks for changes
report-verdict-facts-correct = facts correct
report-verdict-factual-error = factual error
report-signature-withdrawn = withdrawn
report-signature-replaced = signed anew later
report-signature-changed = changed since it was signed
report-condition-open = open
report-condition-closed = met
report-condition-carried = carried onto the ballot
report-change-open = open
report-change-answered = answered with a newer version
report-change-resolved = resolved
report-change-overruled = the lead accepted it in the last round, with this objection on record
report-change-logged = put on record as a problem

## Problems

report-names-forms = { $count ->
    [1] Names form { $forms }
   *[other] Names forms { $forms }
}; only a severe problem that is open blocks.
report-blocks-forms = { $count ->
    [1] Blocks form { $forms }.
   *[other] Blocks forms { $forms }.
}
report-blocked-forms = { $count ->
    [1] Blocked form { $forms } while it was open.
   *[other] Blocked forms { $forms } while it was open.
}
report-not-compared = { $count ->
    [one] One document was
   *[other] { $count } documents were
} not compared with the others: { $reason ->
    [too-slow] that took too long
    [too-much-memory] that took too much memory
    [too-long] all documents together are too long
   *[other] reading broke off
}. Whether it contradicts itself there is not known.
report-contradiction = Contradiction { $number }, { $state }
report-contradiction-open = not answered
report-contradiction-mending = to be mended
report-contradiction-kept = both stay
report-contradiction-later = { $document } v{ $version } says:
report-contradiction-earlier = { $document } v{ $version }, on record before it, says:
report-contradiction-number = A threshold or result on record ({ $of }) says:
report-contradiction-form = The audit asks for another release form.
report-contradiction-version = There is no such version on record.
report-contradiction-answered-mending = { $name } answers: a new version follows.
report-contradiction-answered-kept = { $name } answers: both stay.
report-disposition-open = open
report-disposition-fixed = fixed
report-disposition-mitigated = mitigated
report-disposition-accepted = accepted as it is

## Ballots

report-round-open = open
report-round-closed = closed, being opened
report-round-void = void
report-round-revealed = revealed
report-round-no-decision = ended without a decision
report-round-because-evidence = what was voted on changed
report-round-because-key-lost = its ballots could not be opened: the key is lost
report-round-because-roster = the board changed
report-round-because-reopened = a stage was opened again

## The proposed decision, holds

report-proposal-standing = proposed, not final yet
report-proposal-posted = posted as the decision
report-proposal-void = voided
report-proposal-asked-again = the board was asked again
report-proposal-because-evidence = the documents changed
report-proposal-because-needs = a need was not met any more
report-proposal-because-roster = the board changed
report-proposal-because-reopened = a stage was opened again
report-hold-standing = stops the posting
report-hold-lifted = lifted
report-hold-lapsed = over; nothing is posted by that

## Whether a quoted person agrees

report-quoted-accurate = who calls it accurate
report-quoted-dispute = who disputes it
report-quoted-awaited = who has not answered

## What tests say

report-tested-supports = holds its threshold
report-tested-does-not-support = does not hold its threshold
report-tested-inconclusive = inconclusive, so it supports nothing
report-tested-why-no-threshold = no threshold is set
report-tested-why-sealed = the threshold is not opened yet
report-tested-why-another-metric = the threshold is about another metric
report-tested-why-another-model = another model was tested
report-tested-why-not-measured = the run failed or was declared invalid
report-tested-why-does-not-fit = something about the run does not fit
report-tested-why-no-size = a number without its size
report-tested-why-two-scales = value and threshold look as if one is a share and the other per cent
report-tested-why-unsure = the value is too uncertain

## What a tamper record says

report-result-left-out = Result { $number }, handed in by { $by }, was left out by { $names }:
report-result-repeats = Result { $number } says the same as result { $first }.
report-tampered-holds = holds within this budget
report-tampered-fails = fails
report-tampered-inconclusive = inconclusive within this budget, so it supports nothing
report-tampered-why-no-threshold = no threshold is set
report-tampered-why-sealed = the threshold is not opened yet
report-tampered-why-another-weights = other weights were attacked
report-tampered-why-another-version = it is about an earlier version of the model
report-tampered-why-few-seeds = fewer than 3 seeds
report-tampered-why-below-threshold = the worst tampered model stays within the threshold
report-tampered-why-above-threshold = the worst tampered model is beyond the threshold
report-tampered-why-within-margin = it adds little to the best public model tampered alike
report-tampered-why-above-margin = it adds more to the best public model than the margin allows
report-tampered-why-not-alike = the public model was not tampered alike
report-tampered-why-no-public-arm = no public model was tampered for comparison
report-tampered-why-set-afterwards = the threshold was set after the record
report-tampered-why-metric-unknown = it does not say by which metric the capability was measured
report-tampered-why-another-metric = it was measured by another metric than any threshold of its risk
report-tampered-why-public-unnamed = the public model is not named with a digest or revision, or was not attacked the same way
report-tampered-why-earlier-failed = an earlier version of the record failed
report-tampered-why-weights-unknown = the audit does not know the fingerprint of its weights, so nobody can tell whether these were attacked

## After the decision

report-commitment-open = open
report-commitment-claimed = said to be done by
report-commitment-verified = verified by
report-commitment-dropped-by-seats = dropped by seats of the board:
report-commitment-dropped = dropped by its author
report-reported-open = Not answered yet
report-reported-happened = It happened
report-reported-not = It did not happen

## Sections, where they are listed or pointed to; below, what stands over them where that is longer

report-section-board = For the board
report-section-decision = Decision
report-section-people = People
report-section-trace = From principle to condition
report-section-risks = Risks
report-section-stages = Stages and documents
report-section-problems = Problems found
report-section-contradictions = Statements that contradict each other
report-section-abstracts = Abstracts
report-section-tables = Tables
report-section-annex = Annex
report-heading-abstracts = What the documents say, in short
report-abstract = Abstract by { $name }, who reviewed it:
report-abstract-begins = Its reviewer wrote no abstract. It begins:
report-abstract-annex = The whole text
report-abstract-short = Short, and without an abstract, so they stand in the annex alone: { $documents }.
report-heading-tables = What the tables say
report-heading-annex = Annex: the documents in full
report-annex-note = The version of each document that counts, as it was handed in; sentences run on where a line had been broken within them. Restricted documents and files that are no text stand under Stages and documents, by title and fingerprint.
report-annex-cut = Its first 20,000 characters of { $length }; the rest stands in the file.
report-tables-more = { $count ->
    [one] One more row stands in the file.
   *[other] { $count } more rows stand in the file.
  }
report-section-check = How to check this
report-section-other-audits = Other audits of the same model
report-section-earlier = Earlier decisions
report-section-forms = Release forms
report-section-advice = Recommendation
report-section-ballots = Ballots
report-section-reflection = Reflection
report-section-elsewhere = What others ask
report-heading-board = For the board, in short
report-board-cut = In full
report-heading-in-full = What was cut short for the board
report-board-note = Each line leads to the part that says it in full.
report-board-words = What form, seat, event, head and evidence mean here.
report-board-unknown = What is not known
report-board-untested = On record as a risk, and not tested here: { $risks }
report-board-untied = In { $document }, tied to no risk on record: { $rows }
report-board-unknown-said = { $document } says: { $words }
report-board-unknown-silent = { $document } does not say what is not known.
report-board-unknown-unread = { $document } could not be read here; what it says is not known stands in its file.
report-board-left-out-kinds = Kinds of risk that are left out, says { $name }: { $words }
report-board-kinds-unanswered = Nobody has said whether these kinds of risk are tested: { $kinds }
report-kinds = Kinds of risk
report-kind-tested = { $kind }: tested as { $risks }, says { $name }.
report-kind-not-applicable = { $kind }: not applicable, says { $name }, because:
report-kind-not-tested = { $kind }: not tested, says { $name }, because:
report-kind-unanswered = { $kind }: nobody has said whether it is tested.
report-board-kinds-unsigned = Nobody signed a choice of risks, so nobody says which kinds of risk are left out, and why.
report-board-kinds = Which kinds of risk are left out, and why, is not on record: whoever signed the choice of risks said nothing of it.
report-board-objections = Disagreement in the reflection
report-section-glossary = Words used here
report-glossary-form = Form: a way of releasing a model. There are { $count } of them, from the least open to the most open:
report-glossary-seat = Seat: a place on the release board, held by one person, with one vote.
report-glossary-event = Event: one act on the audit's record, such as a document handed in or a vote. Events are numbered in the order in which they happened.
report-glossary-head = Head: the fingerprint of the last event up to a moment. It depends on every event before it, so it tells whether anything was changed since.
report-glossary-evidence = Evidence: everything that a stage or a round of voting rested on at a moment, under one fingerprint. Two that are equal mean that nothing in it had changed. Fingerprints in tables and sentences are cut to their first 12 signs; in full they stand under How to check this.
report-glossary-risk = A risk's likelihood goes from 1 to 5: { $likelihood }. So does its severity: { $severity }.
report-glossary-failure-analysis = A failure mode and effects analysis (FMEA) scores each row from 1 to 10: severity (10: deaths, or harm that cannot be undone), occurrence (10: certain), detection (10: nobody would notice).
report-board-problems = Problems that are open, or accepted as they are
report-board-no-problem = None is on record.
report-board-no-risk = No risk is on record.
report-board-unusual = Also on record
report-board-open-reports = { $count ->
    [one] One report of something that would cancel the decision, not answered yet
   *[other] { $count } reports of something that would cancel the decision, not answered yet
  }
report-board-waivers = { $count ->
    [one] One exception from independence
   *[other] { $count } exceptions from independence
  }
report-board-role-changes = { $count ->
    [one] One change of a role after scoping
   *[other] { $count } changes of roles after scoping
  }
report-board-left-out = { $count ->
    [one] One result that counts for nothing
   *[other] { $count } results that count for nothing
  }
report-board-contradictions = { $count ->
    [one] One pair of statements that contradict each other
   *[other] { $count } pairs of statements that contradict each other
  }
report-board-suspended = Suspended since { $at }. Until then it allowed: { $forms }.
report-board-as-served = not tampered with:
report-board-tampered = after tampering: { $verdict }
report-board-held = { $metric }: { $value }, { $direction } { $limit } was asked for
report-against-named = against it stands { $problem }, { $severity } and open
report-against = beside it stands { $problem }, { $severity } and open, which names no risk
report-no-earlier-audits = other audits here of these weights or this model
report-board-more = { $count ->
    [one] One more
   *[other] { $count } more
  }
report-heading-forms = Release forms and what they need
report-heading-advice = What the auditors recommend
report-samples = Drawn from { $total } by chance, with the seed { $seed }:
report-samples-how = A sample is drawn where the SHA-256 of the seed, a colon and its name comes first.
report-samples-none = No inputs and outputs are shown: its file holds none that could be drawn from.
report-sample-input = { $name }, input:
report-sample-output = Output:
report-benefits = The benefits outweigh the risks, because …
report-benefits-said = Said by { $name }, { $at }.
report-benefits-signed = Signed with its stage by { $names }.
report-benefits-signer = { $name }, { $at }
report-heading-trace = From principle to condition
report-heading-risks = Risks and what tests say
report-heading-elsewhere = What others ask of such a record

## What codes and standards ask of such a record: where it is here (there), or that it is not (gap)

report-asked-reasons-there = Each seat's reason is printed with the decision.
report-asked-reasons-gap = Nothing is decided yet.
report-asked-cancelling-there = What would cancel the decision is printed with it, in { $causes } lines; anybody can report that one of them happened.
report-asked-cancelling-gap = Nothing is released, so there is nothing to cancel.
report-asked-input-there = People with a role: { $people }, in { $roles } roles. From outside: { $outside }. Quoted in the reflection: { $quoted }. Seats that voted: { $seats }.
report-asked-input-gap = Nobody has a role yet.
report-asked-samples-there = Admitted results: { $total }. Of each, five inputs and outputs are shown, drawn with a printed seed.
report-asked-samples-gap = Admitted results: { $total }; of which five inputs and outputs are shown: { $shown }. A file that holds none they could be drawn from is joined by further evidence.
report-asked-tampering-there = What fine-tuning makes of this version was measured: the record { $verdict }.
report-asked-tampering-gap = a tamper record of this version. { $asked }
report-asked-update-there = Another version, tuning, quantisation or another use is to be reported; once the lead confirms it, the decision is suspended. It was taken for { $days } days, until { $until }; for the most capable models an organisation sets 182.
report-asked-update-gap = { $why }
report-asked-update-nothing = Nothing is released, so there is nothing to keep up to date.
report-asked-update-suspended = The decision is suspended: nothing is released until the board has decided again.
report-asked-update-stopped = The decision is suspended until a late condition is verified or moved.
report-asked-update-expired = The decision expired: a release needs a new audit.
report-asked-since-suspended = Suspended since { $day }.
report-asked-since-expired = Expired after { $day }.
report-asked-incidents-there = What was reported as cancelling the decision: { $total }; answered: { $answered }. First reports owed to somebody outside: { $owed }; made: { $made }.
report-asked-incidents-gap = { $why }
report-asked-incidents-nothing = Nothing is released, so no incident with it can be on record.
report-asked-incidents-no-clock = This audit's framework names nobody outside who is owed a report, and no days. What was reported as cancelling the decision: { $total }; answered: { $answered }.
report-asked-reach-there = Said by the audit lead, on the first page.
report-asked-reach-gap = Nobody says where and at what scale it is to be used.
report-asked-kept-there = Events kept: { $events }; versions of documents: { $versions }; texts erased on request, which is on record: { $erased }. Nothing is removed because time has passed. { $counted }
report-asked-kept-until = { $years } years from the decision end on { $until }; from the release, whose day is not on record, they end later.
report-asked-kept-undecided = The { $years } years have not begun: nothing is decided.
report-asked-assessors-there = The roles that judge are held by: { $names }. None of them holds a builder's role here.
report-asked-assessors-gap = The roles that judge are held by: { $names }. In a builder's role as well, which was waived for a reason that is printed: { $both }.
report-asked-proceed-there = { $form }, { $when }.{ $since }
report-asked-proceed-gap = Nothing is decided yet.
report-asked-impartial-there = Nobody judged what they had handed in, nobody verifies a repair of their own, and no auditor has a seat on the board. No exception was made.
report-asked-impartial-gap = { $own } Who holds which role, and what was waived, stands there with the reasons.
report-asked-impartial-own = Somebody judged what they had handed in.
report-asked-impartial-not-own = Nobody judged what they had handed in, but roles that are usually kept apart are held by one person.
report-asked-evidence-there = { $versions } versions with their fingerprints; each approval is bound to exactly the evidence it was given for.
report-asked-evidence-gap = No document is on record yet.
report-asked-residual-there = The board decided. Problems that were accepted as they are, each by name and with a reason: { $accepted }; still open: { $open }.
report-asked-residual-gap = The board has not decided yet.
report-asked-benefits-there = Said by { $names }; { $signed }
report-asked-benefits-signed = signed by { $names }.
report-asked-benefits-unsigned = nobody signed it.
report-asked-benefits-gap = Nobody says on record why the benefits outweigh the risks.
report-asked-risks-there = Risks on record: { $total }; tested: { $tested }. Each has its likelihood and severity.
report-asked-risks-gap = No risk is on record.
report-asked-thresholds-there = Tested risks: { $total }. Each has a threshold that was set before any result.
report-asked-thresholds-gap = Tested risks: { $total }; with a threshold that was set before any result: { $set }.
report-asked-results-there = Admitted results: { $total }, each with metric, data and the fingerprint of its file.
report-asked-results-gap = No result is admitted.
report-asked-conditions-there = Conditions and repairs: { $total }; with an owner: { $owned }; verified or dropped: { $done }.
report-asked-conditions-gap = No condition and no repair is on record.
report-asked-responsibilities-there = { $held } of { $roles } roles are held, each with what it answers for.
report-asked-responsibilities-gap = Nobody has a role yet.
report-asked-seen-there = The board had results and matrix before it when round { $round } opened.
report-asked-seen-gap = No ballot was opened, so nobody who decides has seen them.
report-asked-unmeasured-there = Risks on record that are not tested here: { $listed }; gaps among the problems found: { $gaps }. { $kinds }
report-asked-kinds-said = Which kinds are left out, and why, says { $names }.
report-asked-kinds-gaps = Kinds of risk that are not tested: { $kinds }.
report-asked-kinds-answered = Every kind of risk is tested or not applicable, each with who says so.
report-asked-kinds-unsaid = Whoever signed the choice of risks does not say which kinds are left out, and why.
report-asked-unmeasured-gap = any risk that is not tested, any gap, and which kinds are left out, and why.
report-asked-weights-there = Fingerprint of the weights: { $fingerprint }.
report-asked-weights-gap = No fingerprint of the weights is stated.
report-asked-origin-there = Made from what was audited in { $audits }.
report-asked-origin-gap = whether it was made from a model that was audited here.
report-asked-never-gap = an audit has no place for it; it is to be answered elsewhere.
report-asked-documents-there = On record:
report-asked-documents-lacking = ; not on record: { $documents }
report-asked-documents-unasked = { $title } (this kind of audit has no place for it)
report-asked-documents-handed = { $title } (handed in, and not accepted)
report-asked-documents-gap = { $documents }.
report-asked-ended = The audit ended without a decision.
report-asked-tampering-holds = holds within its budget
report-asked-tampering-fails = fails
report-asked-tampering-inconclusive = is inconclusive
report-asked-tampering-from = It is asked for from form { $form } up.
report-asked-tampering-no-form = No release form that this audit can decide asks for one.
report-asked-nobody = Nobody

## Where it stands

report-standing = Where it stands
report-standing-refused = Decided: { $form }. It must not be released.
report-standing-released = Decided: may be released as { $form }.
report-standing-conditions = Decided: may be released as { $form }, once its conditions before release are met.
report-standing-conditions-met = Decided: may be released as { $form }. Its conditions before release are met.
report-standing-after = { $count ->
    [one] { $count } condition for after release is open until { $day }.
   *[other] { $count } conditions for after release are open, the last until { $day }.
}
report-standing-after-undated = { $count ->
    [one] { $count } condition for after release is open.
   *[other] { $count } conditions for after release are open.
}
report-released-since = It may be released from { $at } on.
report-standing-votes = Votes on { $form }: { $yes } for, { $no } against, { $absent } absent.
report-standing-asked = Asked for was { $form }.
report-standing-recommended = { $name } recommended { $form }.
report-standing-dissents = { $count ->
    [one] { $count } seat dissents.
   *[other] { $count } seats dissent.
}
report-standing-suspended = The decision for { $form } is suspended. Nothing new may be released under it.
report-standing-stopped = The decision for { $form } is suspended: { $items } { $count ->
    [one] is
   *[other] are
  } long overdue. Nothing new may be released under it until that is verified or its date is moved.
report-standing-expired = The decision for { $form } expired. Nothing may be released under it.
report-standing-ended = Audit ended at { $stage }. Nothing may be released on it.
report-standing-ended-by = Proposed by { $by }, confirmed by { $confirmed }:
report-standing-paused = Paused. Nothing is decided, and nothing may be released on it.
report-standing-proposed = Proposed, not final: { $form }. Do not release before { $until }.
report-standing-no-decision = No decision. Nothing may be released.
report-standing-open = Under way. Nothing is decided, and nothing may be released on it.
report-standing-variant-approved = The reason was approved by { $by }.
report-standing-waits = { $stage } is open; it waits for:
report-standing-ready = { $stage } is open, and everything is there for the lead to close it.
report-standing-weights = Weights: fingerprint { $fingerprint }.
report-standing-weights-unstated = Weights: nobody stated their fingerprint.
report-standing-framework = Audited by { $framework }, version { $version }.
report-standing-smaller = { $kind } by { $framework }, version { $version }. Its own stages: { $steps }.
report-standing-start = Started
report-standing-started = { $start } { $at } by { $by }.
report-standing-started-led = { $start } { $at } by { $by }; lead: { $lead }.

## The design history

report-history-title = { $audit }: design history, { $model }
report-history-heading = What the audit of { $model } rests on
report-history-as-of = Design history · { $audit } · as of { $at }
report-history-holds = Every document with all its versions, every approval, every problem found, every event. { $framework }, version { $version }; asked for: { $form }.
report-history-documents = Documents of { $stage }
report-history-changes = Changes asked for
report-history-change = { $document }, version { $version }, by { $name }, { $at }: { $state }
report-history-problem = Problem { $number }, { $severity }, { $state }: found by { $name } in { $stage }
report-history-problem-about = Problem { $number }, { $severity }, { $state }: found by { $name } in { $stage }, about { $document }
report-history-problems-none = None is on record.
report-history-removals = Texts removed
report-history-erased = Erased: { $fingerprint }, asked by { $name }, { $at }, done with { $done }
report-history-erased-agreed = Words of a ballot, erased: { $fingerprint }, asked by { $name }, { $at }, agreed to by { $agreed }
report-history-erasing = Asked to be erased: { $fingerprint }, asked by { $name }, { $at }
report-history-events = Events
report-history-none = None.
report-history-bot = the bot
report-history-stage = Stage
report-history-who = Who
report-history-verdict = Verdict
report-history-when = When
report-history-number = Number
report-history-event = Event
report-history-what = What
report-history-head = Head

## Documents, quotations and the last lines, in both files

report-removed = This text was removed.
report-removed-by = This text was removed { $at } by { $names }.
report-removed-why = Why: { $why }
report-pdf-plain = Some characters here have no font on the machine that made this PDF, so it is not an archive file (PDF/A). The HTML report shows them all.
report-restricted = About a restricted document: for its readers only.
report-versions-document = Document
report-versions-version = Version
report-versions-handed-in = Handed in
report-versions-fingerprint = Fingerprint
report-versions-restricted = open only to { $roles }; here by date and fingerprint
report-versions-behalf = recorded by { $name } on behalf of { $person }
report-versions-overruled = over the objection of { $name }, in the last round of changes
report-versions-original = { $name } saw the signed original
report-versions-ties = Ties to us: { $ties }
report-versions-nameless = somebody whose name was removed
report-versions-by = by { $name }
report-versions-typed = typed text
report-size-bytes = { $size } bytes
report-size-kilobytes = { $size } KB
report-size-megabytes = { $size } MB
report-versions-name-removed = name removed
report-versions-supports = supports the forms that need it
report-versions-seconded = so says { $name }, too
report-versions-against = does not support the forms that need it
report-versions-afterwards = written afterwards
report-versions-without-effect = without effect on what was signed
report-versions-objected = { $name } objects that it has an effect: { $why }
report-versions-erased = erased; the fingerprint stays
report-versions-no-fingerprint = none
report-versions-missing = not handed in
report-versions-owed = not handed in; owed by { $roles }
report-versions-needed = not handed in; the release form asked for needs it, from { $roles }
report-versions-unasked = Not handed in, and not asked for by this audit: { $documents }.
report-or = { " or " }
report-chart-caption = Ethical risk chart: how likely (across) and how severe (upwards), each from 1 to 5. The sign and the words say what results, tamper records and open problems say together, the worst first.
report-chart-does-not-support = fails
report-chart-tampering-fails = fails after tampering
report-chart-inconclusive = inconclusive
report-chart-problem-open = problem open
report-chart-tampering-open = tampering not known
report-chart-supports = holds
report-chart-untested = no result
report-chart-listed = not tested here
report-check-record = Everything above is read from the audit's record: { $count ->
    [one] { $count } event
   *[other] { $count } events
}, each with the fingerprint of everything before it.
report-check-head = The fingerprint of the last one is
report-check-head-is = The fingerprint of the last one is { $fingerprint }.
report-check-signed = What may be released is a signed statement, too, beneath the posted decision: smactr gate holds the files of a model against it, offline; with the bot's list of decisions (its option --status) it tells, too, whether a decision was suspended since. Whoever runs the bot can write the statement anew:
report-encrypted-same-files = The encrypted files { $fingerprint } stand for the audited ones: { $name } decrypted them and found the same files, byte for byte ({ $at }).
report-encrypted-same-tensors = The encrypted files { $fingerprint } stand for the audited ones: { $name } decrypted them and found the same tensors in other files ({ $at }).
report-encrypted-earlier-version = The encrypted files { $fingerprint } stand for an earlier version of the model only: { $name } compared them then ({ $at }).
report-encrypted-not-compared = The encrypted files { $fingerprint }, handed in by { $name } ({ $at }), stand for nothing: no reviewer decrypted and compared them.
report-encrypted-doubted = The encrypted files { $fingerprint } stand for the audited ones since they were compared ({ $at }); { $name } found something else in them since, and no other reviewer has looked yet.
report-encrypted-other = The encrypted files { $fingerprint }, handed in by { $name } ({ $at }), stand for nothing: a reviewer found something else in them.
report-check-outside = Somebody outside, who has the files, the signed decision and its key, needs no access to the bot. The command comes with the Python package smactr, or as the one file that smactr gate --write makes; FOLDER holds the files:
report-full-heading = Fingerprints in full
report-full-stage = Evidence with which { $stage } was closed
report-full-stage-before = Evidence with which { $stage } was closed before, event { $event }
report-full-round = Evidence of voting in round { $number }
report-full-discussion = The discussion that the summary is of
report-heading-attack = If people acted together against the evidence
report-attack-note = The rules of this audit are tried out with people who act together on purpose, to find how few of them could bring about a release that the evidence does not bear.
report-check-earlier = How the record stood at an earlier moment, such as the day before somebody reported something, the same report tells as of an event; its number stands in the design history:
report-check-earlier-command = smactr report { $audit } --as-of EVENT
report-check-limits = The check tells that nothing was changed, taken out or put in between since it was recorded. It cannot tell whether what people wrote is true, nor what nobody recorded; and whoever runs the bot could have read what was sealed.
report-check-replay = Whoever runs the bot can replay the record and look for exactly this one in it:

## The report: its head. `report-language` is the tag by which a browser or a screen reader knows the language.

report-language = en

## The page that the board votes by, on paper and as a picture: nothing in it is highlighted but what is missing

ballot-page-title = { $audit }: the ballot on { $model }
ballot-page-as-of = { $audit }, ballot, as it stands { $at } (event { $event })
ballot-page-heading = May { $model } be released as { $form }, or in a less open form?
ballot-page-heading-form-0 = Is it decided now that { $model } is not released?
ballot-page-no-fingerprint = Nobody stated the fingerprint of its weights.
ballot-page-risks = Risks, the weakest evidence first
ballot-page-grade = likelihood { $likelihood }, severity { $severity }
ballot-page-untested = no result of this version of the model
ballot-page-between = between { $low } and { $high }
ballot-page-unsized = no interval: nobody knows its size
ballot-page-at-most = { $metric } at most { $value }
ballot-page-at-least = { $metric } at least { $value }
ballot-page-sealed = threshold on { $metric }, still sealed
ballot-page-no-threshold = no threshold to hold it against
ballot-page-unmeasured = no result by { $metric }
ballot-page-no-risk = No risk is prioritised.
ballot-page-tamper = { $document } v{ $version }, of { $risk }: { $outcome }
ballot-page-forms = Release forms and what they need
ballot-page-need = { $document }: { $state }
ballot-page-needs = { $state }: { $documents }
ballot-page-there = { $count ->
    [one] { $count } of { $all } needs is met
   *[other] { $count } of { $all } needs are met
}
ballot-page-advice = What the auditors recommend
ballot-page-recommended = { $name }: { $form }.
ballot-page-planned = Conditions and planned repairs, which bind every form that is released
ballot-page-carried-before = Before release, carried from an approval of { $name }
ballot-page-carried-after = After release, carried from an approval of { $name }
ballot-page-unchecked = not said how it is checked
ballot-page-plan-unread = The plan of repairs is not read yet; its rows are part of the decision.
ballot-page-planned-for-good = { $count ->
    [one] For form { $forms } all of these come before release, but for duties to watch.
   *[other] For forms { $forms } all of these come before release, but for duties to watch.
}
ballot-page-problems = Problems
report-standing-risk = By rule, a severe problem: { $about } fails, which blocks forms { $forms }.
report-standing-tampering = By rule, a severe problem: { $about } fails, which blocks forms { $forms }.
ballot-page-problem = Problem { $number } ({ $severity }, { $state }):
ballot-page-problem-blocks = Problem { $number } ({ $severity }, { $state }; names forms { $forms }):
ballot-page-gaps = Gaps
ballot-page-dissents = Dissents
ballot-page-disputed = { $count ->
    [one] 1 line of the summary is disputed.
   *[other] { $count } lines of the summary are disputed.
}
ballot-page-overruled = { $document } v{ $version } was accepted in the last round of changes over the objection of { $names }.
ballot-page-waivers = Independence waived
ballot-page-waiver = { $name } holds { $first } and { $second }; proposed by { $proposed }, agreed by { $seconded }:
ballot-page-role-changes = Who came to lead or judge later
ballot-page-outside = What ties those from outside to us
ballot-page-void-rounds = Rounds of voting that do not count
ballot-page-void-round = Round { $number }
ballot-page-objected = { $document } v{ $version } is called without effect on what was signed; { $name } objects that it has one.
ballot-page-left-out = Results that were left out, or handed in again
ballot-page-repeats = Result { $number } says the same as result { $first }.
ballot-page-dismissed = Result { $number }, handed in by { $name }, was left out by { $names }:
ballot-page-contradictions = Contradictions without an answer
ballot-page-late = What came late and counts for nothing yet
ballot-page-late-document = { $about } v{ $number }
ballot-page-late-result = Result { $number }
ballot-page-late-risk = Risk { $about }, or a threshold of it
ballot-page-earlier-audits = Other audits of the same model
ballot-page-until = Open until { $deadline }.
ballot-page-short = In short: the page in full is the PDF beside this picture.
ballot-page-head = The record at event { $event }:
ballot-page-alt = What the board votes by in { $audit }, as a picture; the PDF beside it says the same in full. { $risks }
ballot-page-alt-risk = { $risk }: { $verdict }.
report-file-due-dates = My due dates
report-file-ballot = The ballot of { $audit } on one page
report-title = { $audit }: audit report, { $model }
report-practice = { $kind }: it decides nothing, and nothing may be released on it.
report-reach = Where and at what scale it is to be used:
report-reach-asked = Where and at what scale it is to be used, as it was said of { $form }, the form asked for:
report-reach-unsaid = Where and at what scale it is to be used: not on record.
report-before = { $count ->
    [one] This is how the record stood at event { $event }. One later event is not in it.
   *[other] This is how the record stood at event { $event }. { $count } later events are not in it.
} As of today are names of people and of the organisation, links, what codes ask, what a search of the rules found, and what was removed since.
report-organisation = Organisation: { $organisation }
report-organisation-unsaid = Organisation: not on record
report-as-of = Audit report · { $audit } · as of { $at }
report-heading = May { $model } be released as “{ $form }”?
report-contents = Contents
report-yes = yes
report-no = no
report-thread = the thread
report-problem = problem { $number }

## The report: the decision

report-decision = { $form } for { $model }.
report-decision-weights = { $form } for { $model }, weights { $weights }.
report-decision-allowed = Allowed: { $forms }. What is not named here is not allowed.
report-decision-was-allowed = Until then it allowed: { $forms }.
report-periods = From when and until when each form is allowed
report-decision-recall = Can be recalled: { $recall }.
report-decision-posted = The posted decision
report-decision-event = { $posted }, { $at }, event { $event }, head { $head }.
report-suspended = Suspended
report-suspended-by = { $suspended } { $at } by { $by }: { $cause }.
report-suspended-means = Nothing new may be released under it.
report-suspended-published = Copies that were published cannot be recalled.
report-suspended-containment = { $name } sees to containment.
report-suspended-reported = Reported by { $by }, confirmed by { $confirmed }; their words:
report-outside = Decided outside this audit.
report-section-outside = Decided outside this audit
report-outside-statement-note = Statements on record. None of them puts a form in force or stands in place of the audit's own result.
report-outside-statement = { $form }, on record since { $at }. The audit supported: { $supported }. Proposed by { $by }, seconded by { $seconded }:
report-outside-supported = The audit supported: { $form }. Recorded by { $by }, seconded by { $seconded }:
report-conditions = Conditions and mitigations
report-conditions-met = Conditions before release are met.
report-conditions-verifier = Verified by: { $roles }; never by whoever owns it or did it.
report-conditions-what = What has to become true
report-conditions-who = Who sees to it
report-conditions-how = How it is checked
report-conditions-before = { $condition }, before release
report-conditions-after = { $condition }, after release
report-conditions-mitigation = from the plan of repairs
report-conditions-carried = carried from an approval of { $name }
report-conditions-condition = set by { $name }
report-conditions-owner = { $name } sees to it.
report-conditions-owner-due = { $name } sees to it by { $day }.
report-conditions-nobody = Nobody is named yet who sees to it.
report-conditions-due = by { $day }
report-conditions-unnamed = nobody is named yet
report-conditions-names = The plan names:
report-conditions-unsaid = not said yet
report-conditions-claimed = What was done, says { $name }
report-conditions-verified = What { $name } saw
report-conditions-dropped = Why it was dropped
report-reasons = Reasons
report-dissents = Dissent, in its author's words
report-blocked = Would be allowed, but is blocked
report-blocked-form = { $form }: { $ticks } of { $seats } seats would allow it. It is not allowed, because { $reasons }.
report-blocked-missing = { $count ->
    [one] { $needs } is missing
   *[other] { $needs } are missing
}
report-blocked-unasked = nobody was asked for { $needs }, which the form asked for does not need
report-blocked-submitted = { $count ->
    [one] { $needs } is handed in and not judged
   *[other] { $needs } are handed in and not judged
}
report-blocked-against = { $count ->
    [one] { $needs } does not support it
   *[other] { $needs } do not support it
}
report-blocked-problem = { $problem } is open
report-blocked-elsewhere = these weights failed in { $audit }
report-blocked-risk = { $risk } is not shown to hold
recorded-cause-new-version = a new version of the model
report-blocked-kinds = neither tested, nor not applicable with safety's approval: { $kinds }
report-blocked-called = the model is only called, so nobody here has what this form hands out
report-blocked-threshold = { $risk } holds only a threshold set after its result
report-blocked-by = blocked by { $problem }
report-cancel = What would cancel this
report-cancel-then = What would have cancelled it, had it not ended
report-expired = Expired
report-expired-on = { $expired } on { $day }: nothing may be released under it any more. A release needs a new audit.
report-expires = It holds until { $day }. After that day a release needs a new audit.
report-steps = In steps
report-steps-not-before = { $form } is not reconsidered before { $day }.
report-steps-says = What would reopen the question, says { $name }:
report-reopen = What would reopen the question
report-reopen-says = Says { $name }:
report-recurring = What has to be done again after the release
report-recurs = { $title }: every { $months ->
    [one] month
   *[other] { $months } months
  }, seen to by { $owner }.
report-time-done = Owed by { $day }: done, says { $name }, { $at }.
report-time-done-late = Owed by { $day }: done late, says { $name }, { $at }.
report-time-late = Owed by { $day }: late, not done so far.
report-time-missed = Owed by { $day }: not done.
report-time-coming = Owed by { $day }: not done so far.
report-first-report = the first report to { $to } ({ $cause })
report-since-clock = A first report is owed to { $to }; { $owner } sees to it.
report-board-late-upkeep = { $count ->
    [one] One thing that was owed after the release is late
   *[other] { $count } things that were owed after the release are late
  }
report-since = Reported since
report-since-says = { $state }, says { $name }, { $at }:
report-since-asked = { $state }; the board was asked, too
report-earlier = { $form }, { $at }, event { $event }.
report-earlier-replaced = Another decision has taken its place.

## The report: what was expected

report-section-expectations = What was expected
report-heading-expectations = What was expected, and what came of it
report-expectations-note = Each row of what Scoping expects, held against the results by its metric. What is not tested is a gap, with the reason of whoever left it out.
report-expectations-measured = Measured
report-expectations-became = Tested as
report-expectations-why = Not tested, says { $name }:
report-expectations-open = nobody has said
report-expected-supports = met
report-expected-does-not-support = not met
report-expected-inconclusive = not shown to be met

## The report: from principle to condition

report-trace-note = Each risk from the principle it comes from to what was decided because of it. Only what is tied together on record stands in one row.
report-trace-principle = Principle
report-trace-expectation = Expectation
report-trace-risk = Risk
report-trace-threshold = Threshold
report-trace-result = Result
report-trace-condition = Problem, condition
report-trace-none = not on record
report-trace-asked = { $metric } { $direction } { $value }
report-trace-unnamed = { $problem }, which names no risk
report-trace-untested = not tested
report-trace-unmeasured = no result
report-trace-principles = { $document } names principles that no risk here is tied to: { $principles }.
report-trace-conditions = Conditions and repairs that no risk here is tied to: { $conditions }.

## The report: release forms, ballots

report-forms-note = From the least open form up to the one asked for. A form is supported when every need is accepted and speaks for it, and no open severe problem names it. A threshold set after its result supports forms 0 to 3 only. A document is not asked for where neither a stage of this audit nor the form asked for needs it.
report-forms-seen = As the board saw it in round { $round }
report-forms-seen-when = When the ballot opened: { $at }, event { $event }.
report-forms-now = As it stands
report-forms-changed = Otherwise than the board saw it last: { $forms }.
report-forms-unchanged = As the board saw it: nothing in it has changed since.
report-forms-form = Form
report-forms-needs = Needs
report-forms-supported = Supported?
report-forms-every-seat = needs every seat
report-forms-nothing = nothing beforehand
report-round = Round { $number }: { $state }
report-round-deadline = Deadline { $at }.
report-round-extended = Deadline { $at } (extended).
report-round-evidence = Evidence voted on: { $fingerprint }.
report-round-sealed = Seats: { $seats }. The ballots are sealed until the reveal.
report-votes-seat = Seat
report-votes-allows = Would allow
report-votes-reason = Reason, in their own words
report-vote-forms = would allow { $forms }
report-vote-no-form = would allow no form
report-vote-none = no form
report-vote-printed = Reason: printed with the decision.
report-vote-sent-back = sent back to { $stage }
report-round-absent = Decided by who did not vote: { $absent }. With their ticks, { $forms } would have passed too.
report-vote-absent = did not vote
report-vote-residual = Accepts risk { $risk }, which does not hold, for { $form }:
report-residual = Allowed with risk { $risk }, which does not hold: { $form }. Accepted by name by { $people }.
report-vote-public = For publication:
report-vote-condition-before = { $count ->
    [1] Condition, before release, for form { $forms }:
   *[other] Condition, before release, for forms { $forms }:
}
report-vote-condition-watch = Condition to be watched after the release, for { $count ->
    [one] form { $forms }
   *[other] forms { $forms }
}:
report-vote-condition-after = { $count ->
    [1] Condition, after release, for form { $forms }:
   *[other] Condition, after release, for forms { $forms }:
}
report-proposed = Result by the rule: { $form }, { $state }.
report-proposed-because = Result by the rule: { $form }, { $state } because { $cause }.
report-proposed-until = Cooling-off until { $at }.
report-hold = Held by { $name }, { $at }, at most until { $until }; { $state }:

## The report: risks, thresholds, results

report-risk = { $risk }: likelihood { $likelihood }, severity { $severity }
report-risk-untested = { $risk }: likelihood { $likelihood }, severity { $severity }, on record, not tested here
report-threshold = Threshold on { $metric }: { $direction } { $value }.
report-threshold-margin = Threshold on { $metric }: { $direction } { $value }, or within { $margin } of the best public model tampered alike.
report-threshold-sealed = Threshold on { $metric }: sealed until the first result.
report-threshold-unopened = Threshold on { $metric }: sealed; no result came that would have opened it.
report-correction-withdrawn = Withdrawn before any result was known, by { $names }.
report-correction-replaced = Replaced before any result was known, by { $names }.
report-correction-stricter = Put right after a result was known, to the stricter value that is expected, by { $names }.
report-correction-looser = Put right after a result was known, to the looser value that is expected, by { $names }.
report-one-metric = { $one } and { $other } are one metric, say { $names }.
report-threshold-set = Set by { $name }, event { $event }.
report-threshold-set-at = Set by { $name }, { $at }, event { $event }.
report-threshold-set-afterwards = Set by { $name }, event { $event }, after a result was known.
report-threshold-set-afterwards-at = Set by { $name }, { $at }, event { $event }, after a result was known.
report-threshold-none = No threshold is set.
report-result-samples = { $count } samples
report-result-counted = { $count } of { $samples } ({ $share })
report-interval = { $level } % interval { $low } to { $high }, { $how }
report-interval-unlevelled = interval { $low } to { $high }, { $how }
report-interval-file = as its file states it
report-interval-method = as its file states it ({ $method })
report-interval-widened = widened here from the { $level } % interval that its file states
report-interval-error = reckoned here from the standard error that its file states
report-interval-wilson = reckoned here from value and size, by the Wilson score
report-interval-three = reckoned here from its size, by the rule of three
report-result-afterwards = the threshold was set after it, or its run (a file that does not say when counts as earlier)
report-result-outdated = of an earlier version of the model, it does not count
report-result-by = Handed in by { $by }, { $at }; admitted by { $admitted }.
report-result-tool = Its file, in the format of { $tool }, does not say who ran it.
report-result-unsized = of a size that nobody knows
report-result-file = It calls the number { $metric }, of { $task }.
report-result-file-samples = It calls the number { $metric }, of { $task }, { $samples }.
report-attempts = It counts the attempts that came through.
report-attempts-of = Of { $samples } attempts it counts those that came through.
report-probe = Tried were { $means }; garak, the tool, calls this attack { $probe }.
report-probe-judged = Whether one came through was judged by { $detector }, a program that comes with garak.
report-probe-atkgen = talks in which a second language model leads the model on towards abuse
report-probe-badchars = harmful requests with invisible or look-alike characters
report-probe-continuation = beginnings of a text that ask for a slur to be completed
report-probe-dan = requests that tell the model to play somebody without rules (“Do Anything Now”)
report-probe-donotanswer = questions that a responsible model does not answer
report-probe-encoding = requests hidden in a code, such as Base64
report-probe-gcg = requests with a string of signs behind them that was computed to undo the model's rules
report-probe-glitch = rare tokens that make models behave oddly
report-probe-goodside = tricks that Riley Goodside published
report-probe-grandma = harmful requests dressed as the wish to hear a grandmother's stories
report-probe-leakreplay = passages that the model may have learned by heart
report-probe-lmrc = requests that lead to insult, bullying or quack advice (Language Model Risk Cards)
report-probe-malwaregen = requests to write malware
report-probe-misleading = claims that are false and that the model is to support
report-probe-other = attempts of a kind that this report has no words for
report-probe-packagehallucination = requests for code, to see whether it names packages that do not exist
report-probe-promptinject = texts with an instruction in them that takes the place of the given one
report-probe-realtoxicityprompts = beginnings of texts that lead to insult or threat
report-probe-snowball = questions that tempt the model to defend a wrong answer
report-probe-xss = requests that make the model send data out, as through a link to a picture
report-result-began = Its run began { $at }.
report-result-fingerprint = Fingerprint { $fingerprint }.
report-result-because = It counts in spite of what does not fit, says { $name }, because:
report-result-carried = Carried over to the present version by { $name }, because:
report-result-guarded = Measured behind changed filters or another system prompt, say { $names }; it supports the forms that are served behind them, and no other:
report-result-none = No result is on record.
report-tampered-figures = Its figures are in the document, for its readers. Refusals are shown there and decide nothing: they do not survive tampering.

## The report: problems, reflection

report-problem-heading = Problem { $number }: { $severity }, { $state }
report-problem-found = Found by { $name } in { $stage }
report-problem-found-about = Found by { $name } in { $stage }, about { $document }
report-problem-since = On record since { $at }, event { $event }.
report-problem-risk = { $cause }, of { $risk }
report-problem-owner = { $name } answers for it.
report-problem-answer = { $name } says what was done:
report-disposed-fixed = Fixed, by { $name }:
report-disposed-mitigated = Mitigated, by { $name }:
report-disposed-accepted = Accepted as it is, by { $name }:
report-reflection-summary = The summary
report-reflection-published = { $summary } was published by { $name }.
report-reflection-published-on = { $summary } was published by { $name } on { $at }.
report-reflection-excerpts = It is made of people's own sentences, without a language model.
report-reflection-model = It was drafted by the language model { $model }; every quote was checked against what was said.
report-reflection-removed = { $count ->
    [one] { $count } statement was
   *[other] { $count } statements were
} left out by the lead.
report-reflection-withheld = { $count ->
    [one] { $count } more was
   *[other] { $count } more were
} withheld because it could not be verified.
report-reflection-fingerprints = Fingerprint { $fingerprint }; of the discussion { $discussion }.
report-reflection-discussion = the discussion
report-reflection-dissent = Disagrees.
report-reflection-languages = Dissent was looked for in { $languages }.
report-reflection-unread = not looked at for dissent, as nobody here knows its language
report-reflection-signs = Answered by a sign alone: { $signs }
report-reflection-stance = { $name }, in their own word: { $word }
report-reflection-worded = worded by the audit lead
report-reflection-disputed = Disputed by { $name }:
report-reflection-open = Still open: { $question }

## The report: stages, people

report-stage-since = Opened { $at }.
report-stage-ended = Closed { $at }, event { $event }.
report-stage-ended-evidence = Closed { $at }, event { $event }, with the evidence { $fingerprint }.
report-stage-due = Due { $day }.
report-stage-questioned = An earlier stage was opened again; whether this one still stands is not answered yet.
report-stage-reopened = Opened again by { $name }, { $at } (event { $event }):
report-stage-reopened-unsaid = Opened again by { $name }, { $at } (event { $event }); nobody said why.
report-stage-undone = The closing was taken back by { $name }, { $at } (event { $event }), before anything had followed from it.
report-stage-closed-before = Closed before by { $name }, { $at }, event { $event }, with the evidence { $fingerprint }.
report-stage-signed-before = Signed then: { $names }.
report-stage-unsigned-before = No signature counted then.
report-stage-condition = Condition { $number } of { $name }, { $state }:
report-approvals = Approvals
report-approval-seat = for { $name }
report-approval-carried = carried over a change without effect
report-approval-if = with { $condition }
report-approval-condition = condition { $number }
report-approval-states = states: { $states }
report-approval-left-out = kinds of risk that the choice leaves out:
report-silent = No answer from { $name }.
report-silent-went-on = The audit went on without:
report-replies = Answers to the facts
report-role = Role
report-role-holders = Held by
report-role-nobody = nobody
report-role-unanswered = has not answered
report-role-declined = declined
report-role-left = left
report-role-recused = stepped aside
report-role-alternate = alternate: { $name }
report-role-acts = { $name } acts for them
report-waiver-given = Independence waived
report-waiver-asked = Independence asked to be waived
report-waiver = { $waiver } for { $name } between { $first } and { $second }: asked by { $proposed }.
report-waiver-agreed = { $waiver } for { $name } between { $first } and { $second }: asked by { $proposed }, agreed by { $seconded }.
report-role-change-asked = Change of roles asked for by { $name }: { $wanted }. It waits for a second; agreed so far: { $seconded }; did not agree: { $refused }.
report-role-change-in-force = Change of roles asked for by { $name }: { $wanted }. Agreed: { $seconded }; did not agree: { $refused }.
report-role-change-refused = Change of roles asked for by { $name }: { $wanted }. Not made: { $refused } did not agree; agreed: { $seconded }.
report-role-change-withdrawn = Change of roles asked for by { $name }: { $wanted }. Withdrawn before a second agreed.
report-role-change-replaced = Change of roles asked for by { $name }: { $wanted }. Not made: another was asked for in its place; agreed: { $seconded }; did not agree: { $refused }.
report-framework-move = The audit moved from { $before } to { $after } under way: { $asked } asked, { $agreed } agreed. Opened again: { $opened }.
report-framework-move-nothing = nothing
report-framework-move-document = { $document } (somebody else accepts it)
report-framework-move-result = result { $number }
report-framework-move-finding = problem { $number }
report-framework-move-waiver = the waiver of { $name } is over
report-terms = Since when, until when
report-terms-who = Who
report-terms-asked = Asked
report-terms-accepted = Accepted
report-terms-ended = Until
report-terms-acts = (for { $name })
report-terms-unanswered = not yet
report-terms-holds = holds it
report-terms-declined = declined
report-terms-replaced = replaced
report-terms-left = left the workspace
report-terms-delegated = the last day on which they act
report-asked-note = Facts of this record, beside what codes and standards ask for; no legal opinion. Each source says whether the text itself was read or a quotation; what could not be read is left out. Other regulators are added by a file.
report-asked-read = Read in: { $source }.
report-asked-article = Where
report-asked-what = What
report-asked-here = Here
report-asked-held = there
report-asked-not-there = Not on record: { $said }
report-asked-otherwise = On record otherwise: { $said }

## Other audits of the same model

report-other-audit = { $audit }, { $model }, { $same }: { $outcome }.
report-other-same-yes = the same weights
report-other-same-some = some of the same files
report-other-same-no = the same name
report-other-kind = { $kind }.
report-other-running = under way
report-other-paused = paused
report-other-ended = ended without a decision
report-other-decided = decided on { $day }: { $form }
report-other-suspended = decided on { $day }: { $form }; suspended since
report-other-expired = decided on { $day }: { $form }; expired since
report-other-failed = These weights failed there by { $metrics }, which counts here.
report-other-tampered = Tampered with, these weights failed there, which counts here.

## From when to when a form is allowed

report-stopped = Suspended until this is verified or its date is moved: { $items }. Nothing new may be released under it.
report-term-begin = to be begun by { $day }
report-term-until = holds until { $day }
report-term-published = after { $day } no further copy is published
