# Approvals, responses, conditions of an approval.

duty-sign = Decide on *{ $stage }* as { $role }
duty-still-approve = Look at *{ $stage }* again: it changed since you signed
duty-respond = Say whether the facts of *{ $stage }* are correct
duty-close-condition = Say whether your condition on *{ $stage }* is met

## What stands beneath the line

ask-still-approve = Changed since you signed:

## Whatever went wrong

sign-no-role = This stage is not signed in any of your roles. Ask { $person } if it should be.

## Verdicts

modal-sign = Read and decide
modal-sign-submit = Submit
sign-title = *{ $stage }* · { $name }
sign-kinds = *Kinds of risk*
sign-thresholds = *Thresholds, as they were sealed*
sign-threshold = • { $risk }: { $metric }, sealed as { $fingerprint }
sign-problems = *Problems found and open*
sign-benefits = { $who } recommends *{ $form }*, and you sign with this stage: the benefits outweigh the risks, because
sign-evidence = Your verdict is bound to what is shown here, fingerprint { $fingerprint }.
sign-statement = As *{ $role }* you state: “{ $statement }”
input-sign-verdict = Your verdict
sign-approve = Approve
sign-approve-if = Approve, if …
sign-request-changes = Request changes
input-sign-condition = Under which condition
input-sign-condition-hint = You are asked later whether it is met.
input-sign-artifact = Which document is wrong
input-sign-what = What is wrong
modal-signed = Recorded
signed = Your verdict on *{ $stage }* as { $role } is recorded. You can take it back here, or later in App Home.
modal-withdraw = Withdraw approval
modal-withdraw-submit = Withdraw
withdraw-what = You take back your approval of *{ $stage }* as { $role }. Both stay in the record.
input-withdraw-reason = Why
modal-respond = Answer to the facts
modal-respond-submit = Submit
respond-what = Are the facts of *{ $stage }* correct? Your words are printed as they are. This is not an approval.
input-respond-verdict = Your answer
respond-correct = Facts correct
respond-error = Factual error
input-respond-text = Which fact is wrong, and what is right

## Ballot

meanwhile-evidence = • The documents of *{ $stage }* are now those listed below.

fallback-approval-withdrawn = An approval was withdrawn
notice-approval-withdrawn = ↩️ { $who } withdraws the approval of *{ $stage }*:

a-stage = a stage

## Buttons

button-difference = What changed
button-sign = Read and decide
button-still-approve = Still approve
button-withdraw = Withdraw
button-respond = Answer
button-close-condition = It is met

## What a rule refuses

sign-role-not-asked = { $stage } is not signed in this role.
sign-role-not-held = You do not hold { $role } in this audit, so this would not count. Ask { $person } if you should.
sign-documents-open = Not every document of { $stage } is accepted yet. You will be asked when they are.
sign-evidence-changed = The documents of { $stage } changed while you were looking. Open it again and sign what you see.
sign-condition-missing = Say which condition your approval depends on.
sign-roles-conflict = You also hold { $other } here, and independence forbids to sign as { $role }. Ask { $person }.
first-holder-signs = { $person } has been { $role } since scoping was closed: their approval comes first, yours beside it.
sign-own-document = You, or whoever you act for, handed in a document of { $stage }, so somebody else must approve it. Ask { $person } for a second holder of your role.
sign-document-missing = Choose the document that is wrong.
withdraw-not-approved = You have not approved { $stage } in this role.
withdraw-reason-missing = Say why, so that the others can act on it.
respond-role-only = Only those who built the model are asked for this. Say it in the thread instead.
respond-text-missing = Say which fact is wrong and what is right.
condition-unknown = That condition does not exist.
condition-author-only = Only { $person }, who set this condition, can say that it is met.

## In the list of events of a design history: the fields of the event, written out

event-Signed = { $stage }: verdict given as { $role }: { $verdict }
event-SignatureWithdrawn = { $stage }: the approval of { $person } as { $role } was withdrawn
event-Responded = { $stage }: answered as { $role }: { $verdict }
recorded-verdict-approve = approve
recorded-verdict-approve-if = approve if
recorded-verdict-request-changes = request changes
recorded-verdict-facts-correct = facts correct
recorded-verdict-factual-error = factual error
event-ConditionClosed = Condition { $condition } is met
event-ConditionCarried = Condition { $condition } was carried onto the ballot

condition-revealed = The ballots are open and this condition binds what they decide: only the board can drop it now.
input-sign-left-out = Which kinds of risk are left out, and why
input-sign-left-out-hint = Think of chemical and biological harm, cyber, loss of control, manipulation; discrimination, privacy, child safety, misinformation, dependence; supply chain and security of the weights. Say of each that is not tested why not. It is printed beside the risks; so is that nothing was said.
input-sign-when = If it is still open when the board votes: when must it be met?
sign-when-before = Before the release
sign-when-after = After the release, by a date
sign-when-watch = A duty to watch, after the release
