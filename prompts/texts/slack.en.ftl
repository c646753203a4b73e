# Words used everywhere in Slack. Arguments arrive as Slack markup that may be shown as it is.

text-removed = [removed]
text-restricted = _Restricted: only its readers see these words._
nobody = nobody yet
somebody = somebody
a-stage = a stage
a-document = a document
a-role = a role
an-earlier-stage = an earlier stage

record-head = Record: event { $seq }, fingerprint { $head }
severity-low = low
severity-medium = medium
severity-high = high
severity-severe = severe

## Why a file was not admitted

problem-too-large = it is larger than this bot takes
problem-gone = it is no longer in Slack
problem-forbidden-host = it does not lie on Slack's own servers
problem-empty = it is empty
problem-unreadable = it could not be read
problem-rows = its table does not fit, so none of it was taken over

## Buttons

button-people = Assign people
button-documents = Documents
button-details = Edit details
button-status = Status
button-report = Report
button-approve-variant = The reason is good
button-upgrade = Make it a full audit
button-pause = Pause
button-resume = Resume
button-end = End audit
button-finding = Log a problem
button-reopen = Reopen
button-submit = Hand in a document
button-new-version = Hand in a new version
button-log-missing = Log what is missing
button-answer-finding = Say what was done
button-difference = What changed
button-template = Show the template
button-add-row = Add a row
button-show-rows = Show rows
button-open-document = Open document
button-close-stage = Close this stage
button-summarize = Draft the summary
button-wording = Edit
button-draft-again = Draft again
button-view = View
button-dispute-a-statement = Dispute a statement
button-accept-role = Accept
button-not-me = Not me: suggest someone
button-open-audit = Open audit
button-replace = Replace
button-extend = Extend
button-proceed = Proceed without
button-confirm-end = End the audit
button-refuse-end = Go on with it
button-second-waiver = Agree
button-confirm-redaction = Remove it
button-review = Review
button-no-effect = No effect on what was signed
button-resolved = Resolved
button-still-not = Still not
button-use-offer = Use this
button-offer-other = Something else
button-just-talk = Just talk
button-sign = Read and decide
button-still-approve = Still approve
button-withdraw = Withdraw
button-respond = Answer
button-close-condition = It is met
button-stands = Still stands
button-reopen-too = Reopen it too
button-publish = Read and publish
button-accurate = Accurate
button-dispute = Dispute
button-open-ballot = Open the ballot
button-vote = Vote
button-summary = Read the summary
button-resume-delivery = Try again
button-invite-missing = Invite missing people
button-new-channel = Make a new channel
button-start = Start an audit
button-away = I'm away…
button-tomorrow = Tomorrow

channel-topic = Audit { $audit }: { $model }. May it be released, and in which form?
