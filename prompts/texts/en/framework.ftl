# What the author of a framework is told: each after the file and the place in it.

## What does not fit together

framework-threshold-no-fraction = threshold must be a fraction above 0 and up to 1, for example [2, 3]
framework-offsets-not-rising = offsets must be in rising order without repeats, for example [-1, 0, 2]
framework-day-ends-first = day_starts must be before day_ends
framework-role-twice = role '{ $role }' is defined twice
framework-stage-twice = stage '{ $stage }' is defined twice
framework-artifact-twice = artifact '{ $artifact }' is defined twice
framework-power-unheld = no role has the power '{ $power }', so no audit could be finished
framework-conflict-unknown = role '{ $role }' conflicts with an unknown role '{ $other }'
framework-minimum-too-high = role '{ $role }' has a minimum of { $minimum } above its maximum of { $maximum }
framework-approver-unknown = the variant '{ $variant }' is approved by an unknown role '{ $role }'
framework-ballot-not-last = exactly the last stage must have ballot = true
framework-board-too-small = the ballot needs { $seats } seats, but the roles that vote hold at most { $most }
framework-cause-stage-unknown = decision: '{ $cause }' names an unknown stage '{ $unknown }'
framework-cause-forms-unknown = decision: '{ $cause }' cancels { $forms }, and there are no such release forms above 0
framework-cause-clock = decision: '{ $cause }' needs both report_days and report_to, or neither
framework-upkeep-role-unknown = decision: '{ $of }' is seen to by an unknown role '{ $role }'
framework-recurring-twice = decision: '{ $recurring }' is named twice in recurring
framework-most-rows-without-columns = stage '{ $stage }': artifact '{ $artifact }' has most_rows, but no columns
framework-cause-twice = decision: '{ $cause }' is named twice in cancelled_by
framework-verifier-unknown = decision: verified_by names an unknown role '{ $role }'
framework-artifact-role-unknown = stage '{ $stage }': artifact '{ $artifact }' names an unknown role '{ $role }'
framework-tracked-columns = stage '{ $stage }': artifact '{ $artifact }' is tracked, so it needs the columns { $columns }
framework-signer-unknown = stage '{ $stage }': a sign-off names an unknown role '{ $role }'
framework-quorum-too-high = stage '{ $stage }': quorum { $quorum } cannot be reached, role '{ $role }' holds at most { $most }
framework-responder-signs = stage '{ $stage }': '{ $role }' responds; it may approve only with commitment = true
framework-recommender-unknown = stage '{ $stage }': a recommendation is asked of an unknown role '{ $role }'
framework-responder-unknown = stage '{ $stage }': a response is asked of an unknown role '{ $role }'
framework-kinds-without-risks = stage '{ $stage }': kinds of risk are asked for, but no risks are chosen there (risks = true)
framework-risk-kind-twice = stage '{ $stage }': kind of risk '{ $kind }' is there twice
framework-question-twice = stage '{ $stage }': question '{ $question }' is asked twice
framework-stage-unsigned = stage '{ $stage }': nobody signs it off
framework-column-twice = stage '{ $stage }': artifact '{ $artifact }' has the column '{ $column }' twice
framework-ranked-by-no-number = stage '{ $stage }': artifact '{ $artifact }' is ranked by '{ $column }', which is no number column of it
framework-stands-for-no-number = stage '{ $stage }': artifact '{ $artifact }': no number column '{ $number }' for '{ $column }'
framework-rows-with-sections = stage '{ $stage }': artifact '{ $artifact }' consists of rows, so it cannot have sections
framework-register-columns = stage '{ $stage }': artifact '{ $artifact }' is a register, so it needs the columns { $columns }
framework-register-scale = stage '{ $stage }': artifact '{ $artifact }': '{ $column }' must be a whole number from 1 to 5
framework-register-tested = stage '{ $stage }': artifact '{ $artifact }': the choices of 'tested' must be yes and no
framework-register-owner = stage '{ $stage }': artifact '{ $artifact }' is a register, so role '{ $role }' needs the power 'review'
framework-expectations-columns = stage '{ $stage }': artifact '{ $artifact }' lists expectations, so it needs the required columns { $columns }
framework-expectations-direction = stage '{ $stage }': artifact '{ $artifact }': the choices of 'direction' must be 'at most' and 'at least'
framework-expectations-value = stage '{ $stage }': artifact '{ $artifact }': 'value' must be a number column
framework-forms-numbered = release forms must be numbered from 0 upwards without gaps
framework-form-0-needs = release form 0 must need nothing: not releasing is always allowed
framework-need-one-thing = a need says one thing: any_of, all_of, approved or form
framework-need-approval-unknown = release form '{ $form }' needs an approval of stage '{ $stage }' by '{ $role }', which that stage does not ask for
framework-need-form-unknown = release form '{ $form }' takes the needs of form { NUMBER($number, useGrouping: 0) }, which is no less open form
framework-need-unknown = release form '{ $form }' needs an artifact '{ $need }' that no stage names
framework-choices-of-choice = choices belong to kind = 'choice', and such a column needs some
framework-bounds-of-number = least, most, whole and scored belong to kind = 'number'
framework-scored-without-bounds = a scored column needs least and most
framework-stages-in-main = stages are files of their own, in stages/
framework-template-in-stage = put the text in artifacts/KEY.md
framework-no-stage = there is no stage; add one file per stage, for example stages/1-scoping.toml
framework-no-folder = there is no such folder
framework-stray-file = only { $ending } files belong here
framework-file-missing = this file is missing
framework-file-unreadable = cannot be read: { $reason }
framework-file-not-utf-8 = line { NUMBER($line, useGrouping: 0) } is not UTF-8 text; save the file as UTF-8
framework-file-not-toml = this is not TOML: { $reason }
framework-template-missing = its template { $template } is missing
framework-template-empty = this template is empty
framework-template-unused = no stage names a document '{ $document }'
framework-key-misspelt = unknown key; did you mean '{ $meant }'?
framework-key-unknown = unknown key; known are { $known }
framework-key-missing = is missing
framework-too-few = needs at least { $least }
framework-key-malformed = '{ $given }' must be lower-case letters, digits and hyphens, begin with a letter, 40 at most
framework-value-wrong = { $wanted }, not { $given }
framework-kind-role = the full audit has no role '{ $role }'
framework-kind-stage = the full audit has no stage '{ $stage }'
framework-kind-document = the full audit has no document '{ $document }'
framework-kind-question = the full audit has no question '{ $question }'
framework-kind-most-open = the full audit's most open form is { $most }

## What `smactr framework check` prints

framework-check-good = { $folder }: audits can be started with it.
framework-check-same = It is the built-in framework, but for its words.
framework-check-wrong = { $problems ->
    [one] 1 problem
   *[other] { $problems } problems
}: audits cannot be started with it.

# what an older folder does not say yet: what holds in its place, and what to write
framework-lacks-rules = It does not say which edition of the rules it is for: audits go on by the rules of release 0.1.0, under which one person can do most of what two must do since. Write rules = 2 at the top of framework.toml.
framework-lacks-irrevocable = Release form '{ $form }' does not say whether it can be recalled: it counts as one that cannot, since every seat must tick it. Write irrevocable = true (or false) under it in framework.toml.
framework-lacks-any-irrevocable = No release form is one that cannot be recalled: one person's word that a document supports it is enough for every form. Write irrevocable = true under each form that hands out what stays out.
framework-lacks-approvals = No release form needs a role's approval of a stage: the lead may go on without Safety's and the auditors' answers, however open the form. Write needs such as {"{"} approved = {"{"} stage = "testing", role = "safety" {"}"} {"}"} under the forms from which on that must not be.
framework-lacks-common-need = No document is needed by every release form above 0: some of them open without a statement on the security of the weights. Name one such document in the needs of each.
framework-lacks-ladder = Tamper record '{ $document }' has no ladder of attacks: any attack counts as tried hard enough, however few its examples and steps. Write ladder = [...] under it in the file of stage '{ $stage }'.
framework-lacks-beside-tampering = Release form '{ $form }' takes a tamper record whatever its result, and nothing stands beside it on the ballot. Write beside_tampering = true under the document that says what a break of what protects the weights would release.
framework-lacks-begin-days = The decision does not say by when a release must be begun: it may be begun on any of the { $days } days for which the decision holds. Write begin_days = 90 under [decision].
framework-lacks-cancelling-forms = Whatever cancels a decision cancels it for every release form, fine-tuning a form that is there for tuning, too. Write forms = [...] under the causes that concern some forms only.
framework-lacks-versions = It does not say what a new version of the model leaves standing: results that were carried over support forms up to { $carried }, and a model that is only called is decided for forms { $called }. Write carried_up_to and called_forms under [versions], if that should be otherwise.
framework-lacks-risk-kinds = It asks for no kinds of risk: whoever approves the choice of risks says in words which are left out, and no form waits for a test of any. Write them as risk_kinds in the stage that chooses risks.
framework-lacks-named-with-second = Role { $role } looks on from outside, and the audit lead alone names who holds it until the first stage closes. Write named_with_second = true under that role, if a reviewer or a seat of the board should agree.
framework-lacks-evidence = It does not say how far weak evidence carries: a threshold set after its result supports forms up to { $late }, and a board accepts a risk that does not hold for forms up to { $residual }. A test that failed is not run again behind changed filters for any form. Write late_up_to, residual_up_to and guarded_up_to under [evidence], if that should be otherwise.
framework-lacks-guarded = A test that failed is not run again behind changed filters or another system prompt for any form. Write guarded_up_to = 3 under [evidence], if for those that are served behind them it may.

framework-differs = { $where }: { $what } { $own }, not { $usual }
framework-differs-new = { $where }: not in the built-in framework
framework-differs-missing = { $where }: missing
framework-differs-within = { $where }: { $difference }
framework-differs-rules = rules: edition { $own }, not { $usual }. Audits go on by the older rules until framework.toml says rules = { $usual }
framework-differs-order = stages: in the order { $own }, not { $usual }
framework-differs-ballot = the board's rule
framework-differs-decision = after the reveal
framework-differs-reminders = reminders
framework-differs-evidence = weak evidence
framework-differs-versions = versions of the model
framework-variant = variant '{ $key }'
framework-stage = stage '{ $key }'
framework-document = document '{ $key }'
framework-approval = approval '{ $key }'
framework-role = role '{ $key }'
framework-form = release form '{ $key }'
framework-fact-days = working days
framework-fact-responses = answers to the facts asked of
framework-fact-questions = questions
framework-fact-recommended-by = recommended by
framework-fact-risks = risks chosen
framework-fact-risk-kinds = kinds of risk
framework-fact-results = results read
framework-fact-stage = stage
framework-fact-owners = owners
framework-fact-required = required
framework-fact-required-from = required from form
framework-fact-restricted-to = restricted to
framework-fact-recorded-for = recorded on behalf of
framework-fact-verdict = verdict asked for
framework-fact-tampering = judged as a tamper record
framework-fact-lists-risks = rows become risks
framework-fact-lists-expectations = rows are what results are held against
framework-fact-tracked = rows followed up
framework-fact-columns = columns
framework-fact-column = column { $column }
framework-fact-ranked-by = ranked by
framework-fact-ladder = attacks that have to be tried
framework-attack = { $attack } ({ $least })
framework-effort = from form { $form } up { NUMBER($examples, useGrouping: 0) } examples, { NUMBER($steps, useGrouping: 0) } steps, { $seeds } seeds, { $hours } GPU hours
framework-fact-sections = sections looked for
framework-fact-quorum = quorum
framework-fact-commitment = commits builders
framework-fact-number = number
framework-fact-needs = needs
framework-fact-every-seat = needs every seat
framework-fact-irrevocable = cannot be recalled
framework-column-required = required
framework-column-scored = scored blind
framework-column-bounds = { $least } to { $most }
framework-need-approval = { $role }'s approval of { $stage }
framework-need-whatever-result = { $need } (whatever its result)
framework-yes = yes
framework-no = no
framework-nothing = nothing
framework-nobody-and-nothing = nobody and nothing

## The table of `smactr framework documents`

framework-documents-head = | Document | Stage | Who | How it may be given |
framework-who-from-form = { $owners }; from form { $form } up
framework-who-if-needed = { $owners }; where a form needs it, or if you have it
framework-how-rows = row by row in a form, or as a table: a workbook (.xlsx), CSV or Markdown, in a file or typed
framework-how-tampering = in a form, its arms row by row or as a table; or as a file (Markdown, CSV, JSON)
framework-how-file-or-text = file or typed text
framework-how-sections = { $how }; { $count ->
    [one] one section is looked for
   *[other] { $count } sections are looked for
  }
framework-how-on-behalf = { $how }; on behalf of somebody without an account ({ $role }): the signed file, with their name
framework-how-privately = { $how }, privately: seen by { $roles }
