# The reflection: questions and summary.

duty-publish-summary = Read and publish the summary
duty-check-lines = Check what the summary says in your name

## What stands beneath the line

ask-model-again = “Draft again” asks the model once more.
ask-publish-summary = You may leave statements out; that is shown. Dissent cannot be left out.

## A question of the reflection

question-title = Question { $number } of { $count }: { $question }
question-fallback = { $name }: { $question }
question-how = Answer each question in its thread, by { $due }. What is said is summed up; who is quoted sees their lines first.
question-closed = Closed. What is said here now is not part of the summary.
question-summed-up = Summed up. Read the summary

stance-against = *Against* ({ $count }): { $people }
stance-for = *For* ({ $count }): { $people }
stance-only-if = *Only if …* ({ $count }): { $people }
modal-only-if = Only if …
modal-only-if-submit = Say so
input-only-if-condition = Only if …

## The summary

summary-none = There is no published summary.
summary-title = *Summary of the reflection* · { $name }
summary-fallback = Summary of the reflection: { $name }
summary-excerpts = Excerpts: people's own words, chosen without a model.
summary-excerpts-instead = Excerpts: people's own words, chosen without a model, because { $problem }.
summary-replaces = It replaces the summary of { $day }, which stays in the record.
summary-by-model = Drafted by { $model }. Every quote stands in what was said; numbers lead there.
statement-position = { $who }: { $text } ({ $there })
statement-agreement = *Agreed* by { $who }: { $text } ({ $there })
statement-disagreement = *Disagreed* by { $who }: { $text } ({ $there })
statement-condition = *Condition* of { $who }: { $text } ({ $there })
statement-mitigation = *Mitigation*, from { $who }: { $text } ({ $there })
statement-principle = *Principle at stake*, from { $who }: { $text } ({ $there })
statement-open = *Open*, asked by { $who }: { $text } ({ $there })
statement-dissent = *Dissent* of { $who }: { $text } ({ $there })
summary-there = there
summary-also = { $first } and { $last }
summary-dissents = *Dissent* is on record from { $people }: { $notes }
summary-unread = _(not looked at for dissent: nobody here knows its language)_
summary-signs = Answered by a sign alone: { $signs }
summary-dissent-languages = Dissent was looked for in { $languages }.
summary-dissent-unread = { $count ->
    [one] 1 answer is in another language and stands whole, though dissent was not looked for in it. Read it.
   *[other] { $count } answers are in other languages and stand whole, though dissent was not looked for in them. Read them.
}
language-en = English
language-de = German
language-fr = French
language-es = Spanish
language-pt = Portuguese
language-it = Italian
language-nl = Dutch
language-pl = Polish
language-zh = Chinese
language-ja = Japanese
language-ko = Korean
summary-worded = _(worded by the audit lead)_
summary-disputed = ↳ *Disputed* by { $who }:
summary-open-question = Open: { $question }
summary-not-verified = { $count ->
    [one] 1 statement was withheld: it was not verified.
   *[other] { $count } statements were withheld: they were not verified.
}
summary-tally = { $accurate } accurate, { $disputed } disputed, { $unanswered } no answer
summary-answers-due = Who is quoted may answer until { $due }; silence neither blocks nor agrees.
summary-removed = { $count ->
    [one] 1 statement removed by { $by }
   *[other] { $count } statements removed by { $by }
}

## Whatever went wrong

publish-lead-only = Only the audit lead or the deputy publishes the summary. Ask { $person }.
summary-gone = That summary was replaced by a newer one. Look at the newest one in the reflection's thread.
summary-not-under-way = No draft is being made now: it is done, or was stopped. Look at the stage's card.
summary-no-draft = There is no draft to publish yet.
summary-not-published = There is no published summary yet.

## Answers

summarize-begun = A summary of what was said so far is being drafted. The audit lead gets it first, privately.

## Summary

modal-publish = Publish the summary
modal-publish-submit = Publish
publish-not-verified = { $count ->
    [one] Not verified, and not published:
   *[other] Not verified, and not published ({ $count }):
}
publish-leave-out = Leave out
publish-longer = The draft goes on; the rest is in the message that brought you here. It is published as a whole.
modal-wordings = Edit the draft
wording-what = Nobody else sees the draft before you publish it. Whatever you reword is marked as yours; quotes stay as they are.
wording-opening = Opening
modal-wording = Edit the draft
modal-wording-submit = Save
wording-hint = What you change is marked “worded by the audit lead”. An emptied sentence of the opening goes.
wording-longer = This section is longer than a form can be; what follows stays as it is.
wording-sentence = Sentence { $number }
wording-statement = Statement { $number }
wording-dissent = Dissent, and what nobody here could read for dissent, stays as it was written.
modal-dispute = Dispute
modal-dispute-submit = Dispute
dispute-what = What you write is printed beneath the statement, in your words.
input-dispute-statements = Which statements
input-dispute-reason = What is not right
modal-removed = Removed statements

fallback-statements-disputed = Statements are disputed
notice-statements-disputed = *{ $name }*: { $count ->
    [one] a statement of the summary is disputed, by { $who }. Their words are printed beneath it:
   *[other] { $count } statements of the summary are disputed, by { $who }. Their words are printed beneath each:
}
statements-disputed-none = *{ $name }*: no statement of the summary is disputed any more.
statements-disputed-replaced = *{ $name }*: this summary was replaced. Whoever is quoted in the new one checks their lines there.
statements-disputed-again = A new summary is being drafted; people then check their lines anew.
statements-disputed-next = If that is right, answer in the threads of the questions, then draft again: people check their lines anew.
fallback-summary-failed = No summary could be drafted
notice-summary-failed = ⚠️ *{ $name }*: no summary could be drafted: { $problem }. Nothing that was said is lost.
summary-problem-timeout = the model took too long
summary-problem-stopped = drafting was stopped before it was done
summary-problem-refused = the model refused
summary-problem-invalid = what the model wrote could not be used
summary-problem-unreachable = the model could not be reached
summary-problem-busy = the model takes no more requests for a while
summary-problem-too-long = the discussion is longer than SMACTR_MODEL_MAX_TOKENS allows
summary-problem-no-discussion = nothing was said yet in the threads of the questions

## Buttons

button-wording = Edit
button-draft-again = Draft again
button-stop-summary = Stop drafting
button-view = View
button-dispute-a-statement = Dispute a statement
button-publish = Read and publish
button-against = Against
button-in-favour = For
button-only-if = Only if …
button-accurate = Accurate
button-dispute = Dispute

## What a rule refuses

reflection-none = This audit has no reflection to summarise.
draft-changed = The draft changed while you were looking. Open it again.
draft-unreadable = These words are no draft of a summary.
wording-facts-fixed = Who is quoted, with what words, and every dissent stay as they are. Change the rest.
publish-newer-draft = There is a newer draft. Open that one and publish it.
publish-done-already = It is published, and stays as it is. Draft a new summary to change it.
publish-dissent-left-out = Dissent cannot be left out of the summary. Keep those statements and publish again.
publish-unread-left-out = What nobody here could read for dissent cannot be left out of the summary. Keep those statements and publish again.
question-unknown = This audit does not ask that question.
stance-summed-up = The summary is published, and people sign it as it stands. To say otherwise, dispute a statement in it, or ask { $person } to reopen the stage.
stance-condition-missing = Say on what condition, so that it can be printed beneath your name.
statement-unknown = Those lines are not in the published summary.
accurate-quoted-only = Only the person who is quoted can say that a line is accurate. You can dispute it.
dispute-reason-missing = Say what is not right, so that it can be printed beneath the line.

## In the list of events of a design history: the fields of the event, written out

event-SummaryRequested = A draft of the summary was asked for
event-SummaryDrafted = Draft { $number } of the summary was made ({ $origin })
event-SummaryFailed = No draft of the summary could be made
event-SummaryReworded = A draft of summary { $number } was put into other words
event-SummaryPublished = Summary { $number } was published
event-StanceTaken = A question was answered in one word: { $word }
event-StanceWithdrawn = An answer in one word was taken back
recorded-stance-against = against
recorded-stance-for = for
recorded-stance-only-if = only on a condition
event-StatementsAnswered = Quoted lines were answered: { $verdict }
recorded-answer-accurate = accurate
recorded-answer-dispute = disputed
recorded-origin-excerpts = excerpts
