# Problems found.

## What stands beneath the line

duty-answer-finding = Say what is done about problem { $number }
duty-settle-finding = Say what became of problem { $number }
duty-second-disposition = Say whether severe problem { $number } is to be lowered
ask-second-disposition = A severe problem is lowered by two people. Agree only if you have seen what answers it; until then it blocks the forms it names.
ask-answer-finding = You answer for this problem: say what was done about it, or why it stays. A reviewer then settles it.
ask-settle-finding = Is it fixed, mitigated, or accepted as it is? Where it is none of these, open it again and say why.

## A stage's card

finding-open = ⚠️ Problem { $number } ({ $severity }), open:
finding-cause = ({ $cause })
finding-risk = (a failed test of { $risk })
finding-owner = · { $who } answers for it
finding-blocks = · blocks release forms { $forms }
finding-answered = { $who } says what was done:
finding-disposed = Said by { $who }:
finding-disposed-seconded = Said by { $who }, seconded by { $second }:
finding-proposed = { $who } asks for *{ $disposition }*; it counts once somebody independent seconds it:
finding-of-report = (report { $report } that suspended a decision)
cause-gap = a gap
cause-test = a failed test
cause-conflict = a conflict with a principle
cause-other = something else
finding-fixed = ☑️ Problem { $number } ({ $severity }), fixed:
finding-mitigated = ☑️ Problem { $number } ({ $severity }), mitigated:
finding-accepted = ⚠️ Problem { $number } ({ $severity }), accepted as it is:

## Whatever went wrong

missing-nothing = Nothing is missing in that version any more.
missing-logged = { $document } v{ $number } lacks: { $parts }
missing-already = That is on record as a problem found already.
missing-on-record = It is on record as a problem found. The stage's message lists it.
finding-none = No problems were logged in this audit.

## Answers

button-dispose = Settle a problem

## Documents

modal-finding = Log a problem
modal-finding-submit = Log it
finding-instead = In place of another round of changes on *{ $document }*:
input-finding-stage = Stage
input-finding-severity = How severe
input-finding-text = What is the problem
input-finding-artifact = Document concerned
input-finding-blocks = Release forms it blocks
input-finding-blocks-hint = A severe problem that is open blocks the forms named here.
input-finding-owner = Who answers for it
input-finding-owner-hint = Empty: whoever handed in the document concerned.
input-finding-cause = What kind of problem
input-finding-risk = Risk whose test failed
input-finding-risk-hint = Testing waits until each failed test is on record as a problem.
modal-answer-finding = Problem found
modal-answer-finding-submit = Submit
input-answer-finding-text = What was done about it
modal-dispose = Problem found
modal-dispose-submit = Save
input-dispose-finding = Which problem
input-dispose-disposition = What became of it
dispose-fixed = Fixed
dispose-mitigated = Mitigated
dispose-accepted = Accepted as it is
dispose-open = Open again
input-dispose-why = Why
finding-label = { $number } ({ $severity }) { $text }

severity-low = low
severity-medium = medium
severity-high = high
severity-severe = severe

## Buttons

button-finding = Log a problem
button-second-disposition = Agree: lower it
button-refuse-disposition = Leave it open
button-answer-finding = Say what was done

## What a rule refuses

finding-while-deciding = While the board decides, a severe problem voids what it voted on, and only an auditor or safety puts one on record or opens it again. Tell { $person } what you know.
finding-reviewer-only = A severe problem is lowered by an auditor or safety, with a second. Ask one of them.
finding-risk-fails = The results of { $risk } fail, so its severe problem stays open. Hand in a result that holds first.
finding-report-unanswered = Nothing newer than report { $report } answers it yet. Have a new result admitted or a new document accepted first.
finding-nothing-to-second = Nobody asks to lower this problem (any more).
finding-lowering-waits = The board is deciding, and until the post only what speaks against a release form counts. What was asked for stays on record; you are asked again afterwards.
finding-second-own = You asked to lower this, so somebody else must second it.
finding-second = Only a reviewer, external reviewer or board seat who neither made nor owns what the problem is about can second what { $person } asks.
finding-second-safety = This problem blocks form 4 or a more open one, so Safety must second what { $person } asks.
finding-second-auditor = This problem blocks form 4 or a more open one, so an auditor must second what { $person } asks.
finding-second-helped = You and { $person } are not two here: one of you asked for, or agreed to, the other's role. Somebody else who judges must second this.
first-holder-lowers = Whoever joined Safety after scoping was closed lowers no severe problem while { $person } has judged safety since: ask them, or an auditor.
changes-settled = These changes are settled. If something is still wrong, log it as a problem of its own.
changes-round-left = Changes can still be worked in. After the third round you can log them as a problem found.
finding-text-missing = Describe the problem in a sentence.
finding-blocks-unknown = Choose release forms from the list; not releasing cannot be blocked.
finding-risk-unknown = That risk is not on record. Choose one from the list.
finding-owner-without-role = { $person } has no role in this audit. Name somebody who has.
finding-without-owner = Nobody was named to answer for that problem. A reviewer says what became of it.
finding-owner-only = Only { $person } answers for that problem.
finding-settled-already = That problem is settled. If it is not, a reviewer can open it again.
finding-answer-missing = Say what was done, in a sentence.
finding-not-on-record = That problem is not on record.
finding-own = The problem is yours, or about a document you handed in. Another reviewer settles it.
finding-why-missing = Say why, in a sentence.

## In the list of events of a design history: the fields of the event, written out

event-FindingLogged = Problem { $finding } was found, severity { $severity }
event-FindingDisposed = Problem { $finding }: { $disposition }
event-FindingDispositionProposed = It was asked to lower a severe problem: { $finding }, { $disposition }
event-FindingDispositionRefused = A severe problem was not lowered: { $finding }
event-FindingAnswered = Its owner said what was done about problem { $finding }
