# Risks, thresholds, results, tamper records, and what `smactr evaluations read` prints.

## The table of `smactr evaluations read`

result-head = { $format } ({ $tool }) · model: { $model } · { $run }
result-started = Started { $when }
result-model-none = not stated
result-run-complete = complete run
result-run-partial = partial run
result-run-failed = failed run
result-run-not-stated = not stated whether the run was complete
result-run-because = { $run } ({ $why })
result-run-why-ended = the tool says that it ended
result-run-why-written-at-end = the tool writes such a file at its end only
result-run-why-stated = the file says so
result-run-why-format-silent = files of this format do not say
result-run-why-not-ended = the file does not say that it ended
result-run-why-cancelled = it was cancelled
result-run-why-error = it ended in an error
result-run-why-invalidated = it was declared invalid afterwards
result-run-why-samples-missing = { $samples } of { $declared } samples
result-run-why-tasks-missing = { $count } of what was asked for did not run
result-run-why-tests-in-error = { $count ->
    [one] one test ended in an error
   *[other] { $count } tests ended in an error
}
result-run-why-suites-died = { $count ->
    [one] one suite broke outside its tests
   *[other] { $count } suites broke outside their tests
}
result-column-model = Model
result-column-dataset = Data set
result-column-task = Task
result-column-metric = Metric
result-column-value = Value
result-column-uncertainty = Uncertainty
result-column-samples = Samples
result-column-better = Better is
result-better-higher = higher
result-better-lower = lower
result-better-unknown = -

## What does not fit

result-note-model-not-stated = The file does not say which model was tested. Confirm that it was { $audited }.
result-note-another-model = The file is about { $stated }; the audited model is { $audited }. Hand in a result of the audited model, or say why this one speaks for it.
result-note-digest-not-stated = The file carries no fingerprint of the weights. Say how you know that exactly these weights were tested.
result-note-another-digest = The weights that were tested ({ $stated }) are not the audited ones ({ $audited }). Run the test again on the audited weights.
result-note-run-partial = The run did not get to its end. Let it finish, or say why this part is enough.
result-note-run-failed = The run failed. Run it again; a failed run is no evidence.
result-note-run-not-stated = The file does not say whether the run was complete. Confirm that nothing was left out.
result-notes-more = { $count ->
    [one] And 1 more thing does not fit. The file says it.
   *[other] And { $count } more things do not fit. The file says them.
}
result-note-limit = The run was limited: { $limit }. Say why the limited run is enough, or run it without the limit.
result-note-stopped = { $count ->
    [one] One sample was stopped ({ $limit }) and was scored as it stood then
   *[other] { $count } samples were stopped ({ $limit }) and were scored as they stood then
}. Let them run on, or say why so far is enough.
result-note-stops-not-stated = Set for each sample: { $limit }. Whether it stopped one is not in this file. Hand in the log with its samples, or say that none was stopped.
result-note-not-run = Asked for and not run: { $names }. Run what is missing, or say why the rest is enough.
result-note-threshold = A finding counted as a hit from a score of { $threshold } on; the tool's default is 0.5. Run it with the default, or say why this threshold is right.
result-note-threshold-not-stated = { $count ->
    [one] One finding was
   *[other] { $count } findings were
} not counted by the tool's default threshold of 0.5, and the file does not state another. Run it with the default, or say which threshold was set and why.
result-note-joined-runs = The file holds { $count } runs. Hand in one file for each run, or say why they belong together.
result-note-fewer-samples = { $count ->
    [one] One value rests
   *[other] { $count } values rest
} on fewer samples than there should have been; the least: { $task }, { $samples } of { $declared }. Run the rest, or say why these are enough.
result-note-more-samples = { $count ->
    [one] One value rests
   *[other] { $count } values rest
} on more samples than there should have been, which cannot be; the first: { $task }, { $samples } of { $declared }. Look into the file which of the counts is right, and run it again if that cannot be told.
result-note-nothing-measured = The file holds no measured value. Score the run and hand in the file again.
result-note-invalidated = Whoever ran the test declared the run invalid afterwards. Run it again.
result-note-edited = { $count ->
    [one] One score was
   *[other] { $count } scores were
} edited by hand after the run, and the values here are as edited. Ask who did it and why, which the samples of the log say, or hand in the log as it was measured.
result-note-cut-off = The file breaks off in the middle of its last line. Hand it in again, whole.
result-note-errors = { $count ->
    [one] One test ended in an error and was
   *[other] { $count } tests ended in an error and were
} not measured. Mend the cause and run them again.
result-note-suites-died = { $count ->
    [one] The suite { $suite }
   *[other] { $count } suites, among them { $suite },
} broke outside its tests, some of which may never have run. Mend the cause and run it again.
result-note-nothing-ran = { $count ->
    [one] No test of { $suite } ran
   *[other] No test of { $count } suites ran, { $suite } among them
}, or none stands in the file. Run them, and hand in the file again.
result-note-totals-differ = { $count ->
    [one] The totals of { $suite } are
   *[other] The totals of { $count } suites, among them { $suite }, are
} not those of the tests in it; the tests were counted. Export the file again, whole.
result-note-failures-hidden = { $count ->
    [one] The tool counted one more failed test
   *[other] The tool counted { $count } more failed tests
} than stand in the file: a test that failed after its parts may be missing. Look at what the tool printed, and say what failed.
result-note-suites-without-tests = { $count ->
    [one] One suite without a test stands in the file as a test that passed, and was
   *[other] { $count } suites without a test stand in the file as tests that passed, and were
} left out of the whole. The file does not say where, so the rate of a single suite may count it. Give it a test, or take it out.
result-note-tests-broken = { $count ->
    [one] One test ended in an error and counts
   *[other] { $count } tests ended in an error and count
} as not passed. Mend the cause and run them again.
result-note-asserted-nothing = { $count ->
    [one] One test asserts nothing, so it passes whatever the model answers, and was
   *[other] { $count } tests assert nothing, so they pass whatever the model answers, and were
} left out. Say in the test what the answer must be.
result-note-not-graded = { $count ->
    [one] One test counts as failed, since its grader
   *[other] { $count } tests count as failed, since their grader
} gave no judgement. Mend the grader and run them again.
result-note-interval-apart = { $count ->
    [one] The interval beside one value does not hold it and was
   *[other] The intervals beside { $count } values do not hold them and were
} left out: what it is an interval of is something else, as with tools that correct for the errors of their detectors. How sure a value is follows from its samples.
result-note-passed-again = { $count ->
    [one] One test did not pass at first and counts as passed, since it did
   *[other] { $count } tests did not pass at first and count as passed, since they did
} when run again. Say why a later try is good enough.
result-note-retried = { $count ->
    [one] One sample
   *[other] { $count } samples
} ended in an error at first and ended when run again. Say what the error was, and why a later try is good enough.
result-note-scored-in-error = { $count ->
    [one] One sample ended in an error and was scored as it stood, which the values rest on
   *[other] { $count } samples ended in an error and were scored as they stood, which the values rest on
}. Mend the cause and run them again.
result-note-unanswered = { $count ->
    [one] One attempt
   *[other] { $count } attempts
} got no answer that could be judged. See that the model answers, and run them again.
result-note-not-numbers = { $count ->
    [one] One value is not a number and was
   *[other] { $count } values are no numbers and were
} left out. Look into the file for what it says there.
result-note-no-samples = { $count ->
    [one] One value rests on no sample and was
   *[other] { $count } values rest on no sample and were
} left out: nothing was measured there. Run those samples, or hand in another file.
result-note-out-of-range = { $count ->
    [one] One value lies
   *[other] { $count } values lie
} outside of what the file says is possible. Look into the file which of them is right, and export it again.
result-note-not-a-share = { $count ->
    [one] One value of a rate does
   *[other] { $count } values of rates do
} not lie between 0 and 1: { $metric } of { $task } is { $value }. It is per cent, or wrong. A threshold is held against it as it stands, so 41.2 would pass one of at least 0.9. Export it as a share, or say that value and threshold are on one scale.
result-note-uncertainty-unsound = { $count ->
    [one] What says how sure one value is was
   *[other] What says how sure { $count } values are was
} left out, since it cannot be right: a standard error below zero, or an interval that is turned around or has one end only. How sure a value is follows from its samples.
result-note-drawn-anew = { $count ->
    [one] The standard error of one value was
   *[other] The standard errors of { $count } values were
} left out: the tool got them by drawing samples anew and divided them once more, which makes them far too small. How sure a value is follows from its samples.
result-note-one-name = { $count } values stand under one name with nothing to tell them apart: { $metric } of { $task }, or others like it. None of them can be chosen. Export them with what tells them apart, or hand in one file for each run.
result-note-repeated = { $count ->
    [one] One value stands in the file twice, alike in all it says, and is
   *[other] { $count } values stand in the file once more, alike in all they say, and are
} shown once. See that no two suites or runs go by one name.

## Why a file cannot be read

result-unreadable-no-access = The file cannot be opened: { $reason }. See that it exists and that you may read it.
result-unreadable-empty = The file is empty. Hand in the file the tool wrote.
result-unreadable-too-large = The file is larger than { $most } MB. Hand in the results without the samples.
result-unreadable-unknown-format = This is no result file of a known format ({ $formats }). Export one of these, or write a CSV.
result-unreadable-not-text = The file is not UTF-8 text; it is damaged at byte { $position }, or encoded otherwise. Export it again as UTF-8.
result-unreadable-not-json = The file is not whole JSON: it breaks at line { $line }, column { $column }. It may be cut off; export it again.
result-unreadable-not-json-line = Line { $line } is not JSON. The file is damaged; export it again.
result-unreadable-key-twice = The key “{ $key }” stands twice in one place of the file, so nobody can tell which value counts. Take one of them out, or export the file again.
result-unreadable-number-too-long = A number in the file has thousands of digits. The file is damaged; export it again.
result-unreadable-too-deep = The file is nested deeper than any tool writes. Export it again.
result-unreadable-too-many = The file holds more than { $most } values. Split it, or hand in the summary.
result-unreadable-incomplete = The file looks like { $format }, but its { $field } is missing. Export it again.
result-unreadable-broken-archive = The archive is damaged or cut off. Export it again.
result-unreadable-workbook-too-large = The workbook is larger than what is read of one. Take sheets and columns out that hold no results, or save the sheet as CSV.
result-unreadable-workbook-cell = Cell { $cell } holds an error, a formula that was never calculated or one of another workbook. Write the number into it and hand in the file again.
result-unreadable-encrypted = The archive is encrypted. Hand it in without a password.
result-unreadable-bomb = The archive would unpack to far more than it should (at most { $most } MB). Hand in the results without the samples.
result-unreadable-packed-otherwise = The archive is packed in a way that is not read here. Use deflate or Zstandard.
result-unreadable-samples-only = The file is of { $tool } but holds no results, only samples, hits or how a run was set up. Hand in the file { $wanted } that lies beside it.
result-unreadable-page-of-tool = This is { $tool }'s report to read in a browser. Hand in the file { $wanted } that the tool writes beside it.
result-unreadable-table-of-tool = This is { $tool }'s table for a spreadsheet, which does not say whether the run was whole. Export the results as { $wanted }, and hand in that file.
result-unreadable-folder-with = This is a packed folder. { $count ->
    [one] Unpack it and hand in { $wanted }.
   *[other] Unpack it and hand in the result files, { $count } of them, one by one: { $wanted } and those like it.
}
result-unreadable-no-log = The archive is no Inspect log: it has no header. Hand in the .eval file that Inspect wrote.
result-unreadable-front-matter-open = The card's front matter does not end: a line with --- is missing. Add it.
result-unreadable-front-matter-long = The YAML in the file is longer than { $most } characters. Split it, or hand in the tool's own result file.
result-unreadable-not-yaml = The YAML breaks at line { $line } of the file. Correct that line.
result-unreadable-yaml-repeats = The YAML comes to more than { $most } keys and values, for it repeats parts of itself by name. Write out what counts, without anchors.
result-unreadable-front-matter-twice = Two front matters stand one behind the other in the card (between lines ---), so nobody can tell which counts. Take one of them out.
result-unreadable-index-incomplete = Result { $result } of the model index has no { $field }. Add it to the card.
result-unreadable-document-type = The XML file declares a document type, which is not read: it can hide a trap. Take the <!DOCTYPE …> out.
result-unreadable-not-xml = The file is not whole XML: it breaks at line { $line }, column { $column }. It may be cut off, or the name or message of a test holds a sign that XML forbids, such as an escape of a terminal, which Node writes as it is. Export it again, or take that sign out.
result-unreadable-not-junit = The XML file begins with <{ $root }>, not with JUnit's <testsuites>. Hand in a JUnit report.
result-unreadable-column = The column “{ $column }” is not known, or stands there twice. Known: { $columns }. Rename it or take it out.
result-unreadable-cell = Row { $row }: “{ $said }” cannot be used as { $column }. Correct it and hand in the file again; nothing was taken from it.
result-unreadable-cell-unnamed = Row { $row }: “{ $said }” stands left of the table, in a column without a heading. Take it out or move it under its heading, and hand in the file again; nothing was taken from it.
result-unreadable-row-length = Row { $row } has { $cells } cells, the heading { $columns }. Correct it and hand in the file again; nothing was taken from it.
result-unreadable-row-broken = Row { $row } cannot be read as CSV. Correct it and hand in the file again; nothing was taken from it.
result-unreadable-several-digests = The rows name different fingerprints of weights. Hand in one file for each model.
result-unreadable-too-slow = Reading the file took longer than { $seconds } seconds and was stopped. Hand in the results without the samples.
result-unreadable-too-much-memory = Reading the file would take more than { $most } MB of memory. Hand in the results without the samples.
result-unreadable-never-ends = Reading the file stopped this bot several times, so it is not tried again. Export it again, or hand in the numbers as CSV.
result-unreadable-reader-died = Reading the file failed. It is probably damaged; export it again, or hand in the numbers as CSV.

risk-line = *{ $risk }* { $title } · likelihood { $likelihood }, severity { $severity }
risk-tested = to be tested
risk-not-tested = not tested here
risk-option = { $risk } { $title }
removed-plain = (removed)
risk-none = No risk is on record yet. An auditor, safety or the audit lead puts one on record first, from the card of the mapping stage.
threshold-none = *no threshold yet*
threshold-is-sealed = threshold on { $metric } set by { $by }, sealed until the first result
threshold-open = threshold: { $terms }
threshold-stamped = _(set after its result)_
threshold-opened = Set by { $by }: { $terms }
terms-at-most = { $metric } at most { $value }
terms-at-least = { $metric } at least { $value }
terms-margin = { $terms }, or within { $margin } of the best public model tampered alike

## What results say

verdict-supports = *holds its threshold*
verdict-does-not-support = *does not hold its threshold*
verdict-inconclusive = *inconclusive: supports nothing*
verdict-line = { $mark } *{ $risk }* { $title } · { $value } · { $verdict }
verdict-threshold = threshold: { $terms }
verdict-afterwards = the threshold was set after the result, or its run, or a file that does not say when its run began: it can block, and supports release forms 0–3 only
inconclusive-no-threshold = nobody has set a threshold for this risk
inconclusive-sealed = the threshold is being opened
inconclusive-another-metric = the threshold is about another metric; place the value it names, or hand in a result that has it
inconclusive-another-model = another model was tested than the audited one
inconclusive-not-measured = the run failed or was declared invalid; run it again
inconclusive-does-not-fit = something does not fit (see above), and no reviewer has said why it counts all the same
inconclusive-no-size = the file says neither how many samples were scored nor how sure the value is, and a number without its size is no verdict; test with a tool that says so
inconclusive-two-scales = value and threshold look as if one is a share and the other per cent; hand in a result on the threshold's scale, or press “It speaks to another risk”, choose the same risk and value, and say why they are on one scale
inconclusive-unsure = the value is too uncertain to tell on which side of the threshold it lies; test more samples

## How each risk stands, as the board reads it: nothing is highlighted but what is missing

standing-line = • { $risk } { $title } (likelihood { $likelihood }, severity { $severity }): { $found }
standing-supports = holds
standing-as-served = not tampered with: { $verdict }
standing-does-not-support = does not hold
standing-inconclusive = inconclusive
standing-untested = *no result of this version of the model*
standing-value = { $value }, between { $low } and { $high }
standing-value-unsized = { $value }, *no interval: nobody knows its size*
standing-samples = { $count ->
    [one] 1 sample
   *[other] { $count } samples
}
standing-no-terms = *no threshold to hold it against*
standing-afterwards = the threshold was set after the result
standing-carried = carried over from an earlier version of the model
standing-guarded = behind changed filters or another system prompt { $result }: { $verdict }, for forms up to { $form } only
result-guarded = Measured behind changed filters or another system prompt, say { $who }. It counts for release forms up to { $form }; what fails counts for all.
result-guard-asked = { $who } says that it was measured behind changed filters or another system prompt. Another reviewer is asked; until then it speaks to nothing.
guard-not-here = This audit's framework counts no test that was run behind changed filters or another system prompt. Leave that field empty: the result speaks of the model as it is.
guard-settled = That question is settled. The card of the result says what it speaks to.
guard-first-gone = { $person } said it first, and reviews no longer. Say anew what the result speaks to; then another one agrees.
guard-second = { $person } said it first. Another auditor or safety agrees, who acts for another seat and whom neither brought in.
correction-sealed = { $metric }, still sealed
correction-asked-withdrawn = { $who } would withdraw a threshold of { $risk } ({ $terms })
correction-asked-replaced = { $who } would replace a threshold of { $risk } ({ $terms })
correction-asked-stricter = { $who } would put a threshold of { $risk } ({ $terms }) right, to the stricter value that is expected
correction-asked-looser = { $who } would put a threshold of { $risk } ({ $terms }) right, to the looser value that is expected, as one set after its result
correction-done-withdrawn = a threshold of { $risk } ({ $terms }) was withdrawn before any result was known, say { $who }
correction-done-replaced = a threshold of { $risk } ({ $terms }) was replaced before any result was known, say { $who }
correction-done-stricter = a threshold of { $risk } ({ $terms }) was put right to the stricter value that is expected, say { $who }
correction-done-looser = a threshold of { $risk } ({ $terms }) was put right to the looser value that is expected, as one set after its result, say { $who }
metric-names-joined = { $one } and { $other } are one metric, say { $people }
standing-unmeasured = *no result by { $metric }*
standing-more = { $count ->
    [one] 1 more value counts
   *[other] { $count } more values count
}
risks-title = *{ $name }*: how each risk stands
standing-no-risk = *No risk is prioritised.*
standing-tamper = • { $document } v{ $version }, of { $risk }: { $outcome }
standing-tamper-holds = holds within this budget
standing-tamper-fails = fails
standing-tamper-inconclusive = inconclusive within this budget

## A result's message

result-card-title = Result { $number }
result-card-fallback = Result { $number }: { $name }
result-line = { $file } · { $format } · model: { $model } · { $run }
result-models-more = { $count ->
    [one] and 1 more
   *[other] and { $count } more
}
result-number = result { $number }
result-more = { $count ->
    [one] 1 more value is in the file; it can be chosen all the same.
   *[other] { $count } more values are in the file; they can be chosen all the same.
}
result-asks = { $who }: which risk does it speak to? Nothing counts before you say so.
result-asks-no-risk = { $who }: no risk is on record yet. Once an auditor has put one on record, say which one this result speaks to.
result-because = It counts all the same, says { $who }, because:
result-carried = Carried over to the present version of the model by { $who }, because:
result-outdated = This is a result of an earlier version. Does it still speak for *{ $model }*? Run it again, or say why it holds.
result-same-as = It says the same as result { $number }, so its values were known from then on: a threshold set since then came afterwards.
result-dismissed = Not taken as a result: just talk.
result-left-out = Left out: it counts for nothing.
left-out-results = *Results that were left out, or handed in again*
left-out-result = • Result { $number }, handed in by { $by }, was left out
left-out-repeats = • Result { $number } says the same as result { $first }
left-out-by = { $who } would leave it out:
left-out-seconded = { $who } agrees:
result-rerun = Of an earlier version of the model; it counts no longer and is to be run again.
button-risk = Put a risk on record
button-answer-expectation = Say what becomes of it
button-threshold = Set a threshold
button-risk-kinds = Kinds of risk
button-state-weights = State the fingerprint
button-manifest = Hand in the manifest
button-encrypted-manifest = Hand in encrypted files
button-doubt-tie = They hold something else
button-tie-manifest = I compared them
button-metric-names = Two names, one metric
button-correct-threshold = Correct one that was set
button-guarded = Yes, admit it
button-not-guarded = No
button-agree-correction = It was a mistake
button-refuse-correction = It stays
button-one-metric = One metric
button-two-metrics = Two metrics
button-served-model = It is only called
button-confirm-manifest = This is the model
button-drop-manifest = It is not
button-risks-table = Several, as a table
button-place-result = It speaks to a risk
button-place-again = It speaks to another risk
button-dismiss-result = No result, just talk
button-carry-result = Carry over, because…
button-rerun-result = Run it again

## What waits for a person

duty-place-result = Say which risk result { $number } speaks to
duty-name-risks = Put the risks to test on record
duty-answer-expectation = Say what becomes of expectation { $number }
duty-answer-kinds = Say of each kind of risk whether it is tested
duty-set-threshold = Set a threshold for { $risk }
duty-measure-risk = Hand in a result for { $risk }
duty-state-weights = State the fingerprint of the weights under audit
duty-confirm-manifest = Say whether manifest { $number } is that of the model under audit
duty-tie-manifest = Decrypt the files of manifest { $number } once, and say whether they are the audited ones
duty-second-metric-names = Say whether two names are one metric
duty-second-guarded-result = Say whether result { $number } was measured behind changed filters or another system prompt
duty-second-threshold-correction = Say whether a threshold was a mistake
duty-log-failure = Put on record that { $risk } does not hold its threshold
duty-place-outdated = Say whether result { $number } still speaks for the new version of the model
ask-name-risks = What could this model do to whom? Give at least one risk priority: testing measures those.
ask-threshold-expected = { $expectation }, or stricter.
ask-answer-kinds = What is not tested is printed as a gap, with your reason.
ask-set-threshold = Sealed until the first result; one set after it is stamped so and supports less.
ask-measure-metric = Its threshold is about { $metric }.
ask-measure-how = Drop the tool's file here, up to { $most } MB: Inspect, lm-evaluation-harness, lighteval, HELM, garak, promptfoo, deepeval, a model card with results, JUnit XML, or a CSV with the columns task, metric and value.
ask-state-weights = Results and records of attacks count for exactly these weights, and the decision names them. For example, sha256sum prints the fingerprint of a file. The version stays as it is.
ask-manifest = Results count for exactly these files. `smactr fingerprint FOLDER --output manifest.json` makes the manifest; its fingerprint alone will do.
ask-confirm-manifest = It counts once you say that it is *{ $model }*.
ask-tie-manifest = { $who } handed in the manifest of encrypted files. Decrypt them once, compare them with the audited files { $audited }, and say what you found: only then may they leave as encrypted weights.
ask-second-metric-names = { $who } says of { $risk } that { $one } and { $other } are two names of one metric. If so, a result by either answers for both thresholds, and the strictest counts. Are they?
ask-second-guarded-result = { $who } says that { $result } ({ $value }) speaks to { $risk } and was measured behind changed filters or another system prompt. If so, it takes the place of a failed run of the same test that was no larger, for release forms up to { $form } only. Was it?
ask-second-correction = It counts as it is until you agree. Then whoever signed the choice of risks signs it again.
ask-second-correction-beside = It lies beside what was signed, and counts for nothing. Once you agree, it is gone or replaced there; nobody signs anything again.
ask-log-failure = A test failed. Log it as a problem found: how severe it is, who answers for it, and which release forms it blocks while it is severe and open. What is not on record as a problem blocks nothing.

## Notices

fallback-result-unread = A file could not be read
fallback-thresholds-opened = Thresholds opened
fallback-version-answered = New version of the model
fallback-manifest = Manifest of the model
fallback-model-changed = New version of the model
notice-result-or-document = If it is a document, or only talk, say so:
notice-result-unread = Your file { $file } in *{ $name }* could not be read as a test result. { $why }
notice-thresholds-opened = 🔓 The first result speaks to *{ $risk }*.
    What was sealed:
notice-manifest-unread = What you handed in as the manifest of *{ $name }* cannot be used. { $why }
notice-manifest-stated = 🧾 *{ $name }*: { $who } states the files of the model under audit. { $what }
notice-manifest-of-a-build = 🧾 *{ $name }*: { $who } handed in the manifest of another build. { $what } The audit goes on with the version it is about, until the lead and a reviewer declare a new one.
notice-encrypted-tied = 🔐 *{ $name }*: { $who } decrypted these files and compared them with the audited ones. { $what } Found: { $how }. They may leave where encrypted weights are allowed.
notice-tie-doubted = 🔐 *{ $name }*: { $who } decrypted these files again and found other weights than the audited ones. { $what } If another auditor or safety finds so too, they stand for the audited ones no longer.
notice-tie-taken-back = 🔐 *{ $name }*: two reviewers found other weights than the audited ones in these files, { $who } as the second. { $what } They may leave no longer; a decision that allowed them is signed anew. Encrypt the audited files and hand in their manifest again.
notice-encrypted-other = *{ $name }*: { $who } decrypted your encrypted files and found others than the audited ones. { $what } Encrypt the audited files and hand in their manifest again.
manifest-files = { $files ->
    [one] 1 file
   *[other] { $files } files
}, { $size }, fingerprint { $fingerprint }.
manifest-fingerprint-alone = Fingerprint { $fingerprint }; which files it stands for was not handed in.
manifest-how = How they know:
notice-version-refused = { $who } does not see *{ $model }* as a new version of the model in *{ $name }*: the audit goes on with the version it is about. Talk with them, and declare it again if it is one.
notice-version-later = 🔁 *{ $name }*: *{ $model }* is declared a new version of the model, by { $who } too. The result that was revealed is for the version that was voted on and is posted first.
notice-model-changed = 🔁 *{ $name }*: { $by } says that the audit goes on with this version of the model. { $weights }
model-weights = Fingerprint of its weights: { $fingerprint }.
notice-model-results = *Results of the version before: an auditor says of each whether it is run again or carried over. Tamper records are never carried over.*

## Modals

modal-risk-kinds = Kinds of risk
modal-risk-kinds-submit = Put on record
risk-kinds-what = Choose for each kind the risks that it is tested as, or say that it is not applicable or not tested, and why. What was said stays, and what you leave empty can be answered later.
kind-not-applicable = Not applicable
kind-not-tested = Not tested
kind-because = { $kind }: why not tested, or not applicable
kinds-tested = Tested as { $risks }: { $kinds }
kind-is-not-applicable = { $kind }: not applicable, says { $who }:
kind-is-not-tested = { $kind }: *not tested*, says { $who }:
kind-gap = { $kind }:
kinds-left = Not answered yet: { $kinds }
modal-risk = A risk
modal-risk-submit = Put on record
risk-what = What could happen, to whom? Likelihood and severity place it on the risk chart.
risk-new = A new risk
input-risk-risk = A new one, or another word on
input-risk-title = The risk
input-risk-title-hint = A sentence. Left empty, a risk that is on record keeps its own.
input-risk-likelihood = How likely
input-risk-severity = How severe
scale = { $number } { $words }
likelihood-1 = hardly ever
likelihood-2 = seldom
likelihood-3 = now and then
likelihood-4 = often
likelihood-5 = almost always
severity-1 = a nuisance
severity-2 = harm that passes
severity-3 = harm to some people
severity-4 = grave harm, or to many
severity-5 = lives, or beyond repair
input-risk-priority = Is it tested in this audit?
risk-priority = Yes: it needs a threshold and a result
risk-no-priority = No: it is only on record
input-risk-least_form = The least open release form it concerns
input-risk-least_form-hint = Every more open form is concerned, too.
input-risk-tamperable = Could somebody bring it about by tampering with the model?
risk-tamperable = Yes: fine-tuning, pruning and the like could bring it about
risk-not-tamperable = No: tampering cannot bring it about. Safety signs that with Mapping
modal-threshold = A threshold
modal-threshold-submit = Seal it
threshold-set = The threshold is sealed.
samples-needed = { $best ->
    [one] at least 1 sample
   *[other] at least { $best } samples
 } where none goes wrong, and about { $halfway } where half as many go wrong as it allows
samples-never = no number of samples is enough for a rate; its file must state an interval that holds it
samples-unknown = how many samples it takes is not known, for it is about no rate; its file must state an interval
threshold-what = What must a result show, so that it speaks for a release?
threshold-sealed = Everybody sees the metric. The rest is sealed until the first result speaks to this risk, though not from whoever runs the server.
input-threshold-risk = Risk
input-threshold-metric = Metric
input-threshold-metric-hint = As the test tool names it: attack_success_rate, accuracy, pass_rate
input-threshold-direction = The value must be
direction-at-most = at most
direction-at-least = at least
input-threshold-limit = this value
input-threshold-limit-hint = A number as the tool writes it, or per cent: 0.05 or 5 %
input-threshold-margin = Or within this margin of the best public model
input-threshold-margin-hint = For tamper records: no more than this above a public model that was tampered alike.
number-unreadable = This is not a number. Write it like 0.05, or like 5 %.
modal-place-result = What it speaks to
modal-place-result-submit = It speaks to this
place-misfits = *What does not fit*
input-place-result-risk = Risk
input-place-result-measured = The value that speaks to it
input-place-result-why = Why it counts all the same
input-place-result-why-hint = For reviewers. Left empty, it is on record and supports nothing.
input-place-result-scale = Value and threshold on one scale, though one looks like per cent? Say why.
input-place-result-scale-hint = A threshold that is open looks like a share and a value here like per cent, or the other way. Left empty, such a value supports nothing.
input-place-result-guard = Measured behind changed filters or another system prompt? Say which.
input-place-result-guard-hint = Empty: measured as the model is. Otherwise another reviewer agrees first.
result-gone = This result is not there any more.
result-one-name = Values of this file stand under one name with nothing to tell them apart, so this one cannot be chosen. Hand in a file for each run.
result-empty = This file holds no value. Score the run and hand in the file again.
modal-dismiss-result = Leave out
modal-dismiss-result-submit = Leave it out
dismiss-what = Result { $number } counts for nothing then. A result of this model that was read is left out by two reviewers who did not hand it in; it stays on record with both reasons.
input-dismiss-result-reason = Why it does not count
modal-carry-result = Carry over
modal-carry-result-submit = Carry over
carry-what = Result { $number } was measured on an earlier version. Say why it also holds for *{ $model }*.
input-carry-result-reason = Because
modal-encrypted-manifest = Encrypted files
modal-encrypted-manifest-submit = Hand in
encrypted-manifest-what = Which encrypted files of *{ $model }* leave? Give one of the three. A reviewer decrypts them once and compares them with the audited files; only then may they leave.
input-encrypted-manifest-file = Their manifest as a file
input-encrypted-manifest-file-hint = As smactr fingerprint writes it for the folder of encrypted files.
input-encrypted-manifest-text = or pasted (JSON)
input-encrypted-manifest-fingerprint = or its fingerprint alone
input-encrypted-manifest-fingerprint-hint = sha256: and 64 digits, as smactr fingerprint prints it.
input-encrypted-manifest-how = How were they made?
input-encrypted-manifest-how-hint = Container, algorithm, key ids, for which customer.
modal-tie-manifest = Encrypted files
modal-tie-manifest-submit = Put on record
tie-what = Decrypt these files once and compare them with the audited ones, { $audited }.
tie-same-files = byte for byte the audited files
tie-same-tensors = the same tensors in other files
tie-other = other weights than the audited ones
input-tie-manifest-comparison = What did you find?
input-tie-manifest-decrypted = Fingerprint of the decrypted files
input-tie-manifest-decrypted-hint = Needed where they are the audited files byte for byte.
input-tie-manifest-how = How did you find it?
input-tie-manifest-how-hint = For example: decrypted with key k-17 on the audit machine, then smactr fingerprint.
modal-expectation = An expectation
modal-expectation-submit = Record
expectation-title = Expectation { $number }
input-expectation-risk = Which risk is tested for it
input-expectation-why = Why it is not tested
input-expectation-why-hint = Only where no risk is chosen; it is printed in the report as a gap. Where a risk is missing, put it on record first.
expectation-no-risk = Not tested
expectation-line = Expectation { $number }: { $terms }
expectation-open = nobody has said what becomes of it
expectation-became = { $risk }
expectation-not-tested = not tested
expectation-why = not tested, says { $who }: { $why }
expectation-supports = met
expectation-does-not-support = not met
expectation-inconclusive = not shown to be met
expectation-no-result = no result

modal-correct-threshold = Correct a threshold
modal-correct-threshold-submit = Ask a second
correct-threshold-what = A threshold that was set by mistake is withdrawn or replaced once a second person agrees; until then it counts. When a result is known, it takes nothing but the value of the signed expectation that it was made of.
correct-threshold-option-sealed = { $risk }, threshold { $number }: { $metric }, still sealed
correct-threshold-option-beside = { $risk }, threshold { $number }: { $metric }, beside a closed stage
correct-threshold-option-open = { $risk }, threshold { $number }: { $metric } { $direction ->
    [at-most] at most
   *[other] at least
} { $value }
correct-threshold-asked = A second person is asked. Until they agree, the threshold counts as it is.
input-correct-threshold-threshold = Which one?
input-correct-threshold-how = What becomes of it?
correct-threshold-replace = Another one stands in its place
correct-threshold-withdraw = It is withdrawn
input-correct-threshold-metric = Metric
input-correct-threshold-metric-hint = Empty: the same metric.
input-correct-threshold-direction = The value must be
input-correct-threshold-limit = this value
input-correct-threshold-limit-hint = A number as the tool writes it, or per cent: 0.05 or 5 %
input-correct-threshold-margin = Or within this margin of the best public model
input-correct-threshold-margin-hint = For tamper records: no more than this above a public model that was tampered alike.
input-correct-threshold-why = What was the mistake?
input-correct-threshold-why-hint = For example: a digit was left out, 0.05 was meant.
modal-metric-names = Two names, one metric
modal-metric-names-submit = Ask a second
metric-names-what = Each metric that has a threshold needs its own result. Where two names are one metric, say so; it counts once a second person agrees: of the two, one is safety and the other an auditor.
metric-names-option = { $risk }: { $one } = { $other }
input-metric-names-names = Which are one?
input-metric-names-why = Because
input-metric-names-why-hint = For example: the tool's manual defines both as harmful answers over all prompts.
modal-manifest = Manifest of the model
modal-manifest-submit = Show what it says
manifest-what = Which files are *{ $model }*? Give one of the three. What it says is shown to you, and counts once you say that this is the model.
input-manifest-file = The manifest as a file
input-manifest-file-hint = As smactr fingerprint or OpenSSF Model Signing writes it.
input-manifest-text = or pasted (JSON)
input-manifest-fingerprint = or its fingerprint alone
input-manifest-fingerprint-hint = sha256: and 64 digits, as smactr fingerprint prints it.
input-manifest-how = How do you know?
input-manifest-how-hint = For example: made on the build machine from the folder that the tests load.
modal-served-model = A model that is called
modal-served-model-submit = State it
served-what = Nobody here has the files of this model: it is called at a provider. Such an audit decides these release forms only: { $forms }.
input-served-model-provider = Provider
input-served-model-endpoint = Where it answers
input-served-model-endpoint-hint = The endpoint, and the name the model has there.
input-served-model-since = Since when it answers as it does now
modal-new-model = New model version
new-version-what = The audit is about *{ $model }*. A new version counts once a reviewer declares it with you: collection and testing open again, and each result and document of before waits for a word.
new-version-no-manifest = The manifest of the new build is not there yet; its builders hand it in, before or after.
version-by-both = { $one } and { $other }
version-same-line = of the same line
version-another-model = another model
input-new-model-line = What it is
modal-new-model-submit = Go on with it
new-model-what = The audit is about *{ $model }*. { $count ->
    [0] No result is tied to it yet.
    [one] One result is tied to it: an auditor then says whether it is run again or carried over.
   *[other] { $count } results are tied to it: an auditor then says of each whether it is run again or carried over.
} Tamper records are never carried over.
new-model-weights = Nobody has stated the fingerprint of its weights yet. If only that is missing, leave model and version as they are, and say at the end how you know it.
input-new-model-model = Model
input-new-model-version = New version
input-new-model-weights = Fingerprint of its weights
input-new-model-weights-hint = For example sha256:… of the file; results that carry another one are not taken for this model's.
input-new-model-why = What changed

## Pictures

files-risk-chart = 📊 *{ $audit }*: the ethical risk chart as it stands.
files-tamper-chart = 📊 *{ $audit }*: { $document } v{ $version }, cost against harm.

## Tamper records

tamper-holds = *holds within this budget* ({ $why })
tamper-fails = *fails* ({ $why })
tamper-inconclusive = *inconclusive within this budget: supports nothing* ({ $why })
tamper-why-no-threshold = no threshold is set for its risk
tamper-why-sealed = its threshold is being opened
tamper-why-another-weights = it states other weights than the audited ones, by their fingerprint
tamper-why-another-version = it is about an earlier version of the model; tamper records are never carried over
tamper-why-few-seeds = fewer than 3 seeds: results swing with the seed, so a good one may be luck
tamper-why-below-threshold = the worst tampered model stays within the threshold
tamper-why-above-threshold = the worst tampered model is beyond the threshold
tamper-why-within-margin = but adds little to the best public model tampered alike
tamper-why-above-margin = and adds more to the best public model than the margin allows
tamper-why-not-alike = the public model was not tampered alike, so they cannot be compared
tamper-why-no-public-arm = no public model was tampered for comparison
tamper-why-set-afterwards = the threshold was set after the record: it can block and supports nothing here
tamper-why-weights-unknown = the audit does not know the fingerprint of its weights, so nobody can tell whether these were attacked: *New model version* takes it
tamper-why-metric-unknown = the record does not say by which metric the capability was measured
tamper-why-another-metric = it was measured by another metric than any threshold of its risk
tamper-why-public-unnamed = the public model is not named with a digest or revision, or was not attacked the same way
tamper-why-earlier-failed = an earlier version of this record failed: *What changed* shows what was left out or measured anew
tamper-threshold = Threshold of { $risk }: { $terms }
tamper-gap = Against the best public model tampered alike: { $gap }
tamper-refusals = The refusal rate is shown and decides nothing: whoever has the weights, or may tune them, can train the refusals away with a few examples and dollars. What counts is what the model can do once nobody is left to say no.
tamper-column-arm = Arm
tamper-column-budget = Budget
tamper-column-harm = Harm
tamper-column-refusal = Refusals
tamper-column-utility = Utility
tamper-arm = { $number } { $arm }
tamper-arm-untouched = untouched
tamper-arm-tampered = tampered
tamper-arm-public = public
tamper-worst = { " " }(worst)
tamper-budget = { $examples } examples, { $seeds } seeds, ${ $cost }
modal-tamper = Tamper record
modal-tamper-submit = Hand in
tamper-what = *{ $document }*: who could do what with the weights, for how much, and what must not come of it. The claim comes before the attacks; the bot judges the arms by the threshold of the risk.
tamper-drafted = { $count ->
    [one] One arm was put together row by row; it is handed in with this.
   *[other] { $count } arms were put together row by row; they are handed in with this.
 }
tamper-how = One row for each attack; the harm is that of the worst seed; refusal rate from 0 to 1. At least 3 seeds: with fewer the record is inconclusive. Only named roles may open it.
input-tamper-file = A file (Markdown, CSV or JSON)
input-tamper-file-hint = It then says everything that is asked for below.
input-tamper-risk = Risk whose threshold it is judged by
input-tamper-actor = Actor
input-tamper-actor-hint = Who would do it, with which skill
input-tamper-budget = Budget
input-tamper-time = Time
input-tamper-outcome = Forbidden outcome
input-tamper-outcome-hint = What must not come of it
input-tamper-weights = Fingerprint of the weights that were attacked
input-tamper-precision = Precision
input-tamper-checkpoint = Checkpoint
input-tamper-metric = Metric of the hazardous capability
input-tamper-metric-hint = The same as the threshold's: a record that does not say it, or says another, cannot hold.
input-tamper-arms = Arms

## What a rule refuses

risk-score-out-of-range = Likelihood and severity go from 1 to 5.
risk-not-on-record = That risk is not on record.
risk-title-missing = Name the risk in a few words: what could happen, to whom.
risk-priority-fixed = A result speaks to this risk, so it keeps its priority. You can still score it anew.
risks-too-many = There are { $most } risks on record. Change one of them, or put several together.
threshold-correction-reviewer-only = An auditor or safety says that a threshold was a mistake; nobody who built the model, and nobody by a waiver.
threshold-correction-why-missing = Say what the mistake was: a second person decides by it, and the report prints it.
threshold-correction-same = This threshold asks for that already. Give the value that was meant, or withdraw it.
threshold-correction-gone = That threshold was withdrawn or replaced meanwhile. Open the modal again to see those that count.
threshold-correction-settled = That question is settled or not on record. The card of the stage shows the thresholds that count.
threshold-correction-first-gone = { $person } said it first, and reviews no longer. Say it anew; then another one agrees.
threshold-correction-second = { $first } asked for it. Somebody else agrees, for another seat: { $person } can. Nobody who set the threshold, builds, judges by a waiver or was brought in by who asked.
threshold-correction-overtaken = What is known of { $risk } changed since it was asked for: a result came, or was left out. Say it anew.
threshold-correction-sealed = A result is known, here or in another audit of these weights, and none here speaks to { $risk } yet, so its thresholds are still sealed. A reviewer says first what a result speaks to; then they are opened, and one that differs from what is expected can be put right.
threshold-correction-beside = A result of { $risk } is known, and this threshold lies beside a closed stage. A reviewer takes it in first; then one that differs from what is expected can be put right.
threshold-correction-setter = This threshold lies beside a closed stage. { $person } set it, and can withdraw it there with a second. Anybody else has it taken in first; then two withdraw it, and the stage is signed again.
threshold-correction-result-known = A result of { $risk } is known, and no signed expectation says another value for this metric: the threshold stays. A stricter one can be set beside it.
threshold-correction-as-expected = A result of { $risk } is known. In the place of this threshold stands only what is expected, by the same metric: { $direction ->
    [at-most] at most
   *[other] at least
} { $value }, with the margin as it is.
threshold-correction-board-deciding = The board decides now, by the thresholds that it sees. What is asked of a threshold waits until then.
threshold-correction-older-rules = This audit goes by older rules, in which a newer threshold takes the place of an older one. Set it again.
threshold-correction-none = No risk has a threshold yet. There is nothing to correct.
metric-names-why-missing = Say why the two names are one metric.
metric-names-unknown = No threshold or result of that risk has these two names. Choose a pair from the list.
metric-names-none = No risk has two names of metrics that could be one. There is nothing to say.
metric-names-reviewer-only = An auditor or safety says whether two names are one metric; nobody who built the model, and nobody by a waiver.
metric-names-own-result = You handed in a result of this risk. Another auditor or safety says whether the names are one metric.
metric-names-second = { $person } said it first. Another auditor or safety agrees, who acts for another seat and whom neither brought in.
metric-names-first-gone = { $person } said it first, and cannot be one of the two any more: they handed in a result of this risk since, or review no longer. Say it anew on the card of testing; then another one agrees.
metric-names-safety-and-auditor = Of the two who say that the names are one metric, one is safety and the other an auditor. { $person } said it first, so the one that is missing agrees.
metric-names-settled = That question is settled or not on record. If two names are one metric, say it anew on the card of testing.
metric-names-results-closed = The stage with results is closed, and its signers saw these as two metrics. The lead reopens it first.
metric-names-older-rules = This audit goes by older rules, in which one result settles a risk. There is nothing to say.
kinds-none = This audit's framework asks for no kinds of risk. There is nothing to say.
kinds-unknown = This audit's framework has no such kind of risk. Open the kinds of risk again.
kinds-nothing-said = Nothing is chosen. Say of at least one kind whether it is tested.
kinds-reviewer-only = An auditor or safety answers for the kinds of risk; nobody who built the model, and nobody by a waiver.
kinds-stage-closed = The stage that chooses risks is closed, and its signers saw these answers. The lead reopens it first.
kind-one-answer = Choose one answer: the risks that it is tested as, or not applicable, or not tested.
kind-risk-not-tested = { $kind }: name a risk on record that has priority; only those are tested.
kind-why-missing = { $kind }: say why it is not tested or not applicable.
metric-missing = Name the metric as the test tool will: for example attack_success_rate.
margin-negative = The margin is how much worse is still acceptable: 0 or more.
threshold-is-a-rate = { $metric } is a rate, and rates lie between 0 and 1: with { $value }, every result would be within it. Write 0.05, or 5 %.
threshold-not-sealed = The threshold could not be sealed. Set it again.
threshold-seal-broken = A sealed threshold does not match its fingerprint, so nothing was revealed.
result-not-on-record = That result is not on record.
result-not-read = This file is not read yet, or could not be read. Its message says which.
result-of-earlier-model = This result is of an earlier version of the model. Say first whether it is carried over.
result-risk-missing = Choose the risk it speaks to. If none fits, an auditor puts one on record first.
result-why-role-only = Only an auditor, safety or the audit lead says why a result counts in spite of what does not fit. Leave that empty, or ask one of them to do this.
result-on-record-already = This result is on record by now, or was never read.
result-reviewer-only = Only an auditor or Safety can say this of a result.
result-own = You handed this result in, so another auditor or Safety says what becomes of it.
dismissal-second = { $person } would leave this result out. Another auditor or safety has to see it so, too, who acts for another seat and whom neither brought in; or somebody says what it speaks to.
dismissal-why-missing = Say why this result does not count.
threshold-looser-than-expected = Expectation { $number }, which this risk was made of, says { $direction ->
    [at-most] at most
   *[other] at least
} { $value }, and this threshold would let through more. Set that value or a stricter one.
expectation-is-a-rate = Row { $row }: { $metric } is a rate, and rates lie between 0 and 1. Write 0.05 for 5 %, not { $value }.
expectation-none = That expectation is not in the accepted version of the document any more. Look at the card of the stage for what is asked now.
expectation-rows-changed = Another version of the expectations was accepted meanwhile. Open the question again from its message and read the row as it is now.
expectation-risks-chosen = The stage that chooses the risks is closed, and its signers saw what became of each expectation. The lead reopens it first.
expectation-risk-or-why = Choose the risk that is tested for it, or choose “Not tested” and say why; not both.
expectation-risk-untested = Choose a risk on record that is tested.
threshold-result-waiting = Result { $number }, which a builder handed in, waits for a reviewer's word: say first what it speaks to, or leave it out. Then set or correct the threshold.
risk-form-unknown = Choose a release form above 0.
risk-form-fixed = A result speaks to this risk, so it goes on concerning every form that it concerns now. You can still score it anew.
result-sender-or-reviewer-only = Only { $person }, who sent it, or a reviewer can say this.
model-version-missing = Give the model and its new version.
fingerprint-unreadable = That is no fingerprint; write it like sha256:9f86d081… in full.
version-same-manifest = That is the manifest of the version under audit: the same files are the same version, whatever their name. There is nothing to declare.
version-nothing-new = Nothing would be new. Name the new version, and choose its manifest if it is there.
version-line-missing = Say whether it is of the same line, or another model.
version-of-a-decision = The decision is in force for the version that was audited. A new version of the model is a new audit: /audit start.
version-not-asked = Nobody asks for this any more. If there is a new version, { $person } declares it anew.
version-own = You said that there is a new version. A reviewer has to say so, too.
version-reviewer-only = A reviewer who did not ask for it says whether there is a new version: { $person }, for example.
version-manifest-missing = Who built the model says first which files these are: engineering or product hands in the manifest with *Hand in the manifest*.
new-model-why-missing = Say what changed, so that auditors can judge which results still hold.
new-model-board-voting = The board is voting on the present version. Wait for the result, or reopen a stage first.
manifest-older-rules = This audit goes by an older framework, in which { $person } states the fingerprint with *New model version*.
manifest-of-served-model = It is on record that this model is only called. If it is another one, { $person } declares a new version first.
manifest-one-of-three = Give one of the three: a file, its JSON, or its fingerprint.
manifest-fingerprint-malformed = That is no fingerprint of a manifest: it is sha256: and 64 digits, as smactr fingerprint prints it.
manifest-how-missing = Say how you know that these are the files of the model under audit.
manifest-stated-already = This is the manifest that the audit is about already. There is nothing to do.
manifest-encrypted-tied-only = These are encrypted files: a reviewer decrypts them and says what they hold, with *I compared them*.
manifest-tied-encrypted = A reviewer found that these are encrypted files of the audited model, so they are not the model itself. Two reviewers take that back first.
encrypted-before-audited = It is not on record yet which files are audited. Engineering or product hands in the manifest of the model first.
encrypted-are-audited = These files are on record in the open, so they are no encrypted ones. Hand in the manifest of the encrypted files.
encrypted-tied-already = A reviewer compared these encrypted files already. There is nothing to do.
tie-reviewer-only = An auditor or safety compares encrypted files with the audited ones; nobody who built the model, and nobody by a waiver.
tie-own-files = Another auditor or safety decrypts and compares these encrypted files: nobody who handed them in, acts for who did, or came into the audit through them.
tie-second-doubt = { $person } found so already. Another auditor or safety, who acts for another seat and whom neither brought in, has to find so, too; until then the files stand for the audited ones.
tie-shown-others = The audited files are others than when you opened this. Open it again, and compare with the ones it shows.
version-shown-earlier = This was not about the version of the model that is under audit now. Open it again, and answer for this version.
tie-how-missing = Say how you decrypted and compared them.
tie-other-files = That is not the fingerprint of the audited files. Run smactr fingerprint on what you decrypted; if the tensors are the same in other files, choose that.
manifest-not-there = That manifest is not on record.
manifest-sender-only = Only { $person }, who handed it in, says whether this is the model.
manifest-not-read = This manifest is not read yet, or cannot be used. Its message says which; hand it in again.
served-has-manifest = The manifest of this model is on record. If another one is meant, { $person } declares a new version first.
served-incomplete = Name the provider and where the model answers.
served-since-later = That day is still to come. Say since when the model answers as it does now.
served-stated-already = It is on record where this model answers. If that is another one now, { $person } declares a new version.
carry-own-result = You handed in this result. Another reviewer says whether it is carried over or run again.
outdated-reviewer-only = Whether a result of an earlier version still speaks, a reviewer says: an auditor or safety, who holds the role without a waiver.
carry-reason-missing = Say why it still holds: what did not change that it rests on.

## What is wrong with a tamper record

record-incomplete = The record does not say: { $titles }. Write a line for each above the table.
record-fingerprint-unreadable = Weights: that is no fingerprint; write it like sha256:9f86d081… in full. Nothing was taken over.
record-not-json = The record is not whole JSON. Export it again; nothing was taken over.
record-without-arms = The record has no list "arms". Give one entry for each arm; nothing was taken over.
record-arm-incomplete = Row { NUMBER($row, useGrouping: 0) }: a { $arm } arm needs { $titles }. Nothing was taken over.
record-untouched-arm = The record needs exactly one untouched arm: the model as it is. Nothing was taken over.
record-tampered-arm = The record has no tampered arm: say what an attack made of it. Nothing was taken over.
record-risk-unknown = { $risk } is no risk on record here (there: { $known }). Nothing was taken over.
record-no-risks = none

## In the list of events of a design history: the fields of the event, written out

event-RiskRecorded = Risk { $risk } was put on record or scored anew
event-RiskKindsAnswered = Kinds of risk were answered for
event-ThresholdSealed = A threshold of risk { $risk } was set and sealed
event-ThresholdCorrectionProposed = A reviewer would withdraw or replace threshold { $threshold } of risk { $risk }
event-ThresholdCorrected = Threshold { $threshold } of risk { $risk } counts no more, a second agreed
event-ThresholdCorrectionRefused = Correction { $number } of a threshold was refused
event-ThresholdsRevealed = The sealed thresholds of risk { $risk } were opened
event-ResultOffered = A file that may be a test result was dropped in
event-ResultRead = Result { $result } was read
event-ResultUnread = Result { $result } could not be read
event-ResultAdmitted = Result { $result } speaks to risk { $risk }
event-GuardedResultProposed = A reviewer said that result { $result } was measured behind changed filters or another system prompt
event-GuardedResultRefused = Another reviewer did not say so of result { $result }
event-ResultDismissalProposed = A reviewer would leave out result { $result }
event-ResultDismissed = Result { $result } was dismissed as talk
event-ModelChanged = The audit goes on with { $subject }
event-VersionProposed = It was said that there is a new version: { $subject }
event-VersionDeclared = A reviewer declared the new version, too
event-VersionRefused = A reviewer said that there is no new version
event-ManifestSubmitted = Manifest { $manifest } of the model was handed in
event-ManifestRead = Manifest { $manifest } was read: { $fingerprint }
event-ManifestFailed = Manifest { $manifest } could not be used
event-ManifestStated = Manifest { $manifest } was stated to be that of the model
event-ExpectationsListed = Version { $version } of { $artifact } lists what is expected of the model
event-ExpectationAnswered = It was said what becomes of an expectation
event-MetricNamesProposed = Of risk { $risk } it was said that { $one } and { $other } are one metric
event-MetricNamesJoined = A second reviewer agreed to names { $number }: they are one metric
event-MetricNamesParted = Of names { $number } a reviewer said that they are two metrics
event-ManifestTied = The encrypted files of manifest { $manifest } were compared with the audited ones, { $audited }
event-TieDoubted = A reviewer doubted that the encrypted files of manifest { $manifest } hold the audited ones
event-ManifestDropped = Manifest { $manifest } was said not to be that of the model
event-ServedModelStated = It was stated that the model is only called
event-ResultCarried = Result { $result } was carried over to the new version of the model
event-ResultSetAside = Result { $result } was set aside: it is to be run again
event-TamperRecorded = Version { $version } of the tamper record was read
