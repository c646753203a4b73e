# What result files of tests say, and why one cannot be read. A sentence says what happened and what to do next.

## The table of `smactr evaluations read`

result-head = { $format } ({ $tool }) · model: { $model } · { $run }
result-revision = Revision of the model, as the tool recorded it: { $revision }
result-started = Started { $when }
result-model-none = not stated
result-run-complete = complete run
result-run-partial = partial run
result-run-failed = failed run
result-run-not-stated = not stated whether the run was complete
result-column-model = Model
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
result-note-limit = The run was limited: { $limit }. Say why the limited run is enough, or run it without the limit.
result-note-fewer-samples = { $count ->
    [one] One value rests
   *[other] { $count } values rest
} on fewer samples than there should have been; the least: { $task }, { $samples } of { $declared }. Run the rest, or say why these are enough.
result-note-nothing-measured = The file holds no measured value. Score the run and hand in the file again.
result-note-invalidated = Whoever ran the test declared the run invalid afterwards. Run it again.
result-note-cut-off = The file breaks off in the middle of its last line. Hand it in again, whole.
result-note-errors = { $count ->
    [one] One test ended in an error and was
   *[other] { $count } tests ended in an error and were
} not measured. Mend the cause and run them again.
result-note-unanswered = { $count ->
    [one] One attempt
   *[other] { $count } attempts
} got no answer that could be judged. See that the model answers, and run them again.
result-note-not-numbers = { $count ->
    [one] One value is
   *[other] { $count } values are
} not a number and was left out. Look into the file for what it says there.

## Why a file cannot be read

result-unreadable-no-access = The file cannot be opened: { $reason }. See that it exists and that you may read it.
result-unreadable-empty = The file is empty. Hand in the file the tool wrote.
result-unreadable-too-large = The file is larger than { $most } MB. Hand in the results without the samples.
result-unreadable-unknown-format = This is no result file of a known format ({ $formats }). Export one of these, or write a CSV.
result-unreadable-not-text = The file is not UTF-8 text; it is damaged at byte { $position }, or encoded otherwise. Export it again as UTF-8.
result-unreadable-not-json = The file is not whole JSON: it breaks at line { $line }, column { $column }. It may be cut off; export it again.
result-unreadable-not-json-line = Line { $line } is not JSON. The file is damaged; export it again.
result-unreadable-number-too-long = A number in the file has thousands of digits. The file is damaged; export it again.
result-unreadable-too-deep = The file is nested deeper than any tool writes. Export it again.
result-unreadable-too-many = The file holds more than { $most } values. Split it, or hand in the summary.
result-unreadable-incomplete = The file looks like { $format }, but its { $field } is missing. Export it again.
result-unreadable-broken-archive = The archive is damaged or cut off. Export it again.
result-unreadable-encrypted = The archive is encrypted. Hand it in without a password.
result-unreadable-bomb = The archive would unpack to far more than it should (at most { $most } MB). Hand in the results without the samples.
result-unreadable-packed-otherwise = The archive is packed in a way that is not read here. Use deflate or Zstandard.
result-unreadable-no-log = The archive is no Inspect log: it has no header. Hand in the .eval file that Inspect wrote.
result-unreadable-front-matter-open = The card's front matter does not end: a line with --- is missing. Add it.
result-unreadable-front-matter-long = The card's front matter is longer than { $most } characters. Split it, or hand in the tool's own result file.
result-unreadable-not-yaml = The card's front matter is not YAML at line { $line }. Correct that line.
result-unreadable-index-incomplete = Result { $result } of the model index has no { $field }. Add it to the card.
result-unreadable-document-type = The XML file declares a document type, which is not read: it can hide a trap. Take the <!DOCTYPE …> out.
result-unreadable-not-xml = The file is not whole XML: it breaks at line { $line }, column { $column }. It may be cut off; export it again.
result-unreadable-not-junit = The XML file begins with <{ $root }>, not with JUnit's <testsuites>. Hand in a JUnit report.
result-unreadable-column = The column “{ $column }” is not known, or stands there twice. Known: { $columns }. Rename it or take it out.
result-unreadable-cell = Row { $row }: “{ $said }” cannot be used as { $column }. Correct it and hand in the file again; nothing was taken from it.
result-unreadable-row-length = Row { $row } has { $cells } cells, the heading { $columns }. Correct it and hand in the file again; nothing was taken from it.
result-unreadable-row-broken = Row { $row } cannot be read as CSV. Correct it and hand in the file again; nothing was taken from it.
result-unreadable-several-digests = The rows name different fingerprints of weights. Hand in one file for each model.
result-unreadable-too-slow = Reading the file took longer than { $seconds } seconds and was stopped. Hand in the results without the samples.
result-unreadable-too-much-memory = Reading the file would take more than { $most } MB of memory. Hand in the results without the samples.
result-unreadable-reader-died = Reading the file failed. It is probably damaged; export it again, or hand in the numbers as CSV.
