"""Documents come by reply, button, shortcut and mention; other talk is kept, edits and deletions are followed."""

from __future__ import annotations

from bot.demo.messages import AskFor, buttons_of
from bot.domain.documents.duties import AnswerChangesDuty, ReviewDuty
from bot.domain.kernel.people import user_of
from bot.slack.kit.action_ids import AFTER_DECISION, ActionId
from tests.evaluations.test_workbook import rows_of, workbook
from tests.slack.bot_in_sandbox import BotInSandbox, eventually
from tests.slack.outbound.view_contexts import offer_of, say, says, words

TEXT = "This audit looks at the model and at its filters.\n" * 6


async def test_a_long_reply_of_whoever_owes_it_becomes_the_document(bot_in_sandbox: BotInSandbox) -> None:
    card, auditor = await bot_in_sandbox.thread(), bot_in_sandbox.person("auditor")
    said = await auditor.say("lab", TEXT, thread_ts=card.ts)
    offer = await auditor.reads(offer_of("Audit scope"), channel="lab")
    assert offer.ephemeral
    await auditor.click(offer, block_id="written-afterwards", choose=[AFTER_DECISION])
    await auditor.click(offer, ActionId.USE_OFFER)
    await bot_in_sandbox.person("lead").reads(f"*Audit scope* v1 · {say()('document-submitted')}", channel="lab")
    (version,) = (await bot_in_sandbox.audit()).artifacts["audit-scope"]
    assert version.written_afterwards
    texts = await bot_in_sandbox.bot.deps.store.texts(bot_in_sandbox.bot.workspace.id, [version.content or ""])
    assert texts[version.content or ""].strip() == TEXT.strip()
    # edited: a new version is offered; deleted: what was admitted stays
    await auditor.edit(said, TEXT + "And at the logs.")
    await auditor.reads(offer_of("Audit scope", 2), channel="lab")
    await auditor.delete(said)
    kept = bot_in_sandbox.bot.deps.discussion

    async def gone() -> bool:
        found = await kept.message(bot_in_sandbox.bot.workspace.id, said.channel, said.ts)
        return found is not None and found.deleted and not found.text

    await eventually(gone)
    assert len((await bot_in_sandbox.audit()).artifacts["audit-scope"]) == 1


async def test_one_line_of_whoever_owes_it_is_offered_and_a_question_or_a_promise_is_not(
    bot_in_sandbox: BotInSandbox,
) -> None:
    card, auditor = await bot_in_sandbox.thread(), bot_in_sandbox.person("auditor")
    await auditor.say("lab", "Tomorrow, I am afraid.", thread_ts=card.ts)
    asked = "Shall the scope speak of the filters too, or are those looked at by somebody else in another audit?"
    await auditor.say("lab", asked, thread_ts=card.ts)
    await auditor.say("lab", "Audit scope: the model as it is served, and its filters.", thread_ts=card.ts)
    offer = await auditor.reads(offer_of("Audit scope"), channel="lab")
    assert len((await bot_in_sandbox.audit()).offers) == 1
    await auditor.click(offer, ActionId.JUST_TALK)
    said = "We look at the model as it is served to customers, and at its filters, in German and in English."
    await auditor.say("lab", said, thread_ts=card.ts)
    await bot_in_sandbox.sandbox.workspace.until(lambda: auditor.find(offer_of("Audit scope")) != offer)


async def test_a_file_may_be_something_else_and_talk_is_talk(bot_in_sandbox: BotInSandbox) -> None:
    card, engineer = await bot_in_sandbox.thread(), bot_in_sandbox.person("engineer")
    await engineer.upload("lab", "notes.md", b"# Ours\n", thread_ts=card.ts)
    offer = await engineer.reads("`notes.md`", channel="lab")
    await engineer.click(offer, ActionId.OFFER_OTHER)
    await engineer.fill({"artifact": "1 AI principles"})
    assert (await engineer.submit()).closed
    await engineer.reads("*AI principles* v1", channel="lab")
    await engineer.click(offer, ActionId.JUST_TALK)
    await engineer.upload("lab", "cat.png", b"\x89PNG", thread_ts=card.ts)
    offer = await engineer.reads("`cat.png`", channel="lab")
    await engineer.click(offer, ActionId.JUST_TALK)
    await bot_in_sandbox.sandbox.workspace.until(lambda: engineer.find("`cat.png`", channel="lab") is None)
    short = await engineer.say("lab", "see you there", thread_ts=card.ts)
    stranger = await bot_in_sandbox.person("other").say("lab", TEXT, thread_ts=card.ts)

    async def kept() -> bool:
        known = [
            await bot_in_sandbox.bot.deps.discussion.message(bot_in_sandbox.bot.workspace.id, said.channel, said.ts)
            for said in (short, stranger)
        ]
        return all(known)

    await eventually(kept)
    assert not (await bot_in_sandbox.audit()).offers


async def test_a_file_in_another_encoding_is_read_as_its_sender_says(bot_in_sandbox: BotInSandbox) -> None:
    card, auditor = await bot_in_sandbox.thread(), bot_in_sandbox.person("auditor")
    table = "Who,Part in it,At stake for them\n歩行者,is affected,怪我\n"
    await auditor.upload("lab", "map.csv", table.encode("cp932"), thread_ts=card.ts)
    offer = await auditor.reads("`map.csv`", channel="lab")
    await auditor.click(offer, ActionId.OFFER_OTHER)
    await auditor.fill({"artifact": "2 Stakeholder map"})
    assert (await auditor.submit()).closed
    asked = await auditor.reads("歩行者")
    assert ActionId.CHOOSE_ENCODING in buttons_of(asked)
    await auditor.click(asked, ActionId.CHOOSE_ENCODING)
    await auditor.fill({"encoding": say()("encoding-name", encoding="cp932")})
    assert (await auditor.submit()).closed

    async def read() -> bool:
        (version,) = (await bot_in_sandbox.audit()).artifacts["stakeholder-map"]
        return (version.status, version.rows, version.encoding) == ("submitted", 1, "cp932")

    await eventually(read)


async def test_a_workbook_is_read_row_by_row(bot_in_sandbox: BotInSandbox) -> None:
    card, auditor = await bot_in_sandbox.thread(), bot_in_sandbox.person("auditor")
    rows = rows_of(["Who", "Part in it", "At stake for them"], ["Pedestrians", "is affected", "injuries"])
    await auditor.upload("lab", "map.xlsx", workbook(rows), thread_ts=card.ts)
    offer = await auditor.reads("`map.xlsx`", channel="lab")
    await auditor.click(offer, ActionId.OFFER_OTHER)
    await auditor.fill({"artifact": "2 Stakeholder map"})
    assert (await auditor.submit()).closed

    async def read() -> bool:
        (version,) = (await bot_in_sandbox.audit()).artifacts["stakeholder-map"]
        return (version.status, version.rows, version.stated is not None) == ("submitted", 1, True)

    await eventually(read)


async def test_a_word_of_approval_brings_the_button_once(bot_in_sandbox: BotInSandbox) -> None:
    card, legal = await bot_in_sandbox.thread(), bot_in_sandbox.person("legal")
    for word in ("LGTM", "approved!", "LGTM"):
        await legal.say("lab", word, thread_ts=card.ts)
    await bot_in_sandbox.person("other").say("lab", "LGTM", thread_ts=card.ts)
    told = await legal.reads(words("notice-button-instead"), channel="lab")
    assert ActionId.SIGN in buttons_of(told)
    talk = await bot_in_sandbox.person("lead").say("lab", "thanks", thread_ts=card.ts)

    async def kept() -> bool:
        return bool(
            await bot_in_sandbox.bot.deps.discussion.message(bot_in_sandbox.bot.workspace.id, talk.channel, talk.ts)
        )

    await eventually(kept)
    seen = [m for m in legal.sees("lab", thread_ts=card.ts) if says(m.readable, "notice-button-instead")]
    assert len(seen) == 1
    assert not (await bot_in_sandbox.audit()).stages["scoping"].signatures


async def test_a_document_is_handed_in_by_mention_and_by_shortcut(bot_in_sandbox: BotInSandbox) -> None:
    card, engineer, auditor = (
        await bot_in_sandbox.thread(),
        bot_in_sandbox.person("engineer"),
        bot_in_sandbox.person("auditor"),
    )
    await engineer.upload("lab", "x.md", b"# P\n", thread_ts=card.ts, text="@app this is the AI principles")
    await engineer.reads(say()("mention-taken", document="AI principles"), channel="lab")
    said = await auditor.say("lab", "Short, but it is our scope.", thread_ts=card.ts)
    await auditor.message_shortcut(said, "use_as_document")
    shown = await auditor.modal()
    assert "Short, but it is our scope." in shown.readable
    await auditor.fill({"artifact": "1 Audit scope"})
    assert (await auditor.submit()).closed
    await auditor.reads("*Audit scope* v1", channel="lab")
    await auditor.say("lab", "@app this is the flying carpet", thread_ts=card.ts)
    await auditor.reads(words("mention-no-document"), channel="lab")
    await auditor.say("lab", "@app status", thread_ts=card.ts)
    await auditor.reads(say()("status-asked", form="3 Inference API"), channel="lab")
    assert not (await bot_in_sandbox.audit()).offers


async def test_who_wrote_a_message_or_uploaded_a_file_is_its_author_whoever_hands_it_in(
    bot_in_sandbox: BotInSandbox,
) -> None:
    card, engineer, auditor = (
        await bot_in_sandbox.thread(),
        bot_in_sandbox.person("engineer"),
        bot_in_sandbox.person("auditor"),
    )
    said = await engineer.say("lab", "What an engineer wrote.", thread_ts=card.ts)
    shared = await engineer.upload("lab", "impact.md", b"# I\n", thread_ts=card.ts)
    for message, artifact in ((said, "1 Audit scope"), (shared, "1 Social impact assessment")):
        await auditor.message_shortcut(message, "use_as_document")
        await auditor.modal()
        await auditor.fill({"artifact": artifact})
        assert (await auditor.submit()).closed
    await auditor.reads("*Social impact assessment* v1", channel="lab")
    audit = await bot_in_sandbox.audit()
    for artifact in ("audit-scope", "social-impact-assessment"):
        [version] = audit.artifacts[artifact]
        assert user_of(version.by) == auditor.id
        assert [user_of(who) for who in version.wrote] == [engineer.id]


async def test_the_modal_takes_one_of_three_and_a_restricted_document_opens_for_its_readers(
    bot_in_sandbox: BotInSandbox,
) -> None:
    await bot_in_sandbox.thread()
    auditor, engineer = bot_in_sandbox.person("auditor"), bot_in_sandbox.person("engineer")
    card = await auditor.reads(words("audit-card-title"), channel="lab")
    await auditor.click(card, ActionId.DOCUMENTS)
    listed = await auditor.modal()
    values = [str(e["value"]) for e in listed.elements if e["action_id"] == ActionId.DOCUMENTS]
    await auditor.click(listed, ActionId.DOCUMENTS, value=next(value for value in values if "mapping" in value))
    await auditor.modal(where=lambda view: "🔒 *Interview notes*" in view.readable)
    await auditor.close_modal()
    card = await auditor.reads("*1 Scoping*", channel="lab")
    await auditor.click(card, ActionId.SUBMIT)
    await auditor.fill({"artifact": "2 Interview notes"})
    assert (await auditor.submit()).errors["text"] == say()("document-empty")
    await auditor.fill({"text": "They said <!channel> & more", "link": "https://example.com/notes"})
    assert says((await auditor.submit()).errors["text"], "submit-one-of-three")
    await auditor.fill({"link": None})
    assert (await auditor.submit()).closed
    version = (await bot_in_sandbox.audit()).artifacts["interview-notes"][0]
    texts = await bot_in_sandbox.bot.deps.store.texts(bot_in_sandbox.bot.workspace.id, [version.content or ""])
    assert texts[version.content or ""] == "They said <!channel> & more"
    card = await auditor.reads(words("audit-card-title"), channel="lab")
    for person, sees in ((auditor, True), (engineer, False)):
        await person.click(card, ActionId.DOCUMENTS)
        listed = await person.modal(where=lambda view: view.callback_id == "documents")
        await person.click(listed, ActionId.DOCUMENT)
        if sees:
            opened = await person.modal(where=lambda view: view.callback_id == "document")
            assert "They said <!channel> & more" in opened.readable
        else:
            told = await person.modal(where=lambda view: says(view.readable, "document-restricted"))
            assert "They said" not in told.readable
        await person.close_modal(everything=True)


async def test_an_answer_in_the_direct_message_counts_too(bot_in_sandbox: BotInSandbox) -> None:
    card, auditor, reviewer = (
        await bot_in_sandbox.thread(),
        bot_in_sandbox.person("auditor"),
        bot_in_sandbox.person("auditor2"),
    )
    await auditor.say("lab", TEXT, thread_ts=card.ts)
    await auditor.click(await auditor.reads(say()("offer-text"), channel="lab"), ActionId.USE_OFFER)
    ask = await bot_in_sandbox.finds("auditor2", AskFor(ReviewDuty, "audit-scope"), ActionId.REVIEW)
    await reviewer.click(ask, ActionId.REVIEW)
    await reviewer.fill({"verdict": "changes"})
    assert (await reviewer.submit()).errors["what"] == say()("changes-words-missing")
    await reviewer.fill({"what": "Too short"})
    assert (await reviewer.submit()).closed
    rework = await bot_in_sandbox.known(await auditor.reads(words("ask-rework"), channel="@app"))
    await auditor.upload("@app", "scope.md", b"# Longer\n", thread_ts=rework.ts)
    offer = await auditor.reads(offer_of("Audit scope", 2, file="scope.md"))
    await auditor.click(offer, ActionId.USE_OFFER)
    answer = await bot_in_sandbox.finds("auditor2", AskFor(AnswerChangesDuty), ActionId.RESOLVED)
    await reviewer.click(answer, ActionId.RESOLVED)
    await reviewer.reads("*Audit scope* v2", channel="lab")
    ask = await bot_in_sandbox.finds("auditor2", AskFor(ReviewDuty, "audit-scope"), ActionId.REVIEW)
    await reviewer.click(ask, ActionId.REVIEW)
    await reviewer.fill({"verdict": "changes", "abstract": "It names one model."})
    assert (await reviewer.submit()).errors["abstract"] == say()("review-abstract-accepts")
    await reviewer.fill({"verdict": "accept"})
    assert (await reviewer.submit()).closed
    accepted = (await bot_in_sandbox.audit()).artifacts["audit-scope"][-1]
    assert (accepted.status, bool(accepted.abstract)) == ("accepted", True)


async def test_whoever_asked_for_a_change_resolves_it_and_accepts_by_one_press(bot_in_sandbox: BotInSandbox) -> None:
    card, auditor = await bot_in_sandbox.thread(), bot_in_sandbox.person("auditor")
    reviewer = bot_in_sandbox.person("auditor2")
    await auditor.say("lab", TEXT, thread_ts=card.ts)
    await auditor.click(await auditor.reads(say()("offer-text"), channel="lab"), ActionId.USE_OFFER)
    ask = await bot_in_sandbox.finds("auditor2", AskFor(ReviewDuty, "audit-scope"), ActionId.REVIEW)
    await reviewer.click(ask, ActionId.REVIEW)
    await reviewer.fill({"verdict": "changes", "what": "Too short"})
    await reviewer.submit()
    rework = await bot_in_sandbox.known(await auditor.reads(words("ask-rework"), channel="@app"))
    await auditor.upload("@app", "scope.md", b"# Longer\n", thread_ts=rework.ts)
    await auditor.click(await auditor.reads(offer_of("Audit scope", 2, file="scope.md")), ActionId.USE_OFFER)
    answer = await bot_in_sandbox.finds("auditor2", AskFor(AnswerChangesDuty), ActionId.RESOLVED_ACCEPT)
    await reviewer.click(answer, ActionId.RESOLVED_ACCEPT)
    audit = await bot_in_sandbox.audit()
    assert audit.artifacts["audit-scope"][-1].status == "accepted"
    assert [r.status for r in audit.requests] == ["resolved"]


async def test_the_list_of_documents_shows_the_open_stage_and_another_one_where_it_is_asked_for(
    bot_in_sandbox: BotInSandbox,
) -> None:
    await bot_in_sandbox.thread()
    engineer = bot_in_sandbox.person("engineer")
    await engineer.click(await engineer.reads(words("audit-card-title"), channel="lab"), ActionId.DOCUMENTS)
    listed = await engineer.modal(where=lambda view: view.callback_id == "documents")
    assert "Audit scope" in listed.readable
    assert "Model card" not in listed.readable
    folded = say()("documents-folded", stage="3 Artifact collection", there=0, count=9)
    assert folded in listed.readable.splitlines()
    show = next(
        e["value"] for e in listed.elements if e["action_id"] == ActionId.DOCUMENTS and "collection" in e["value"]
    )
    await engineer.click(listed, ActionId.DOCUMENTS, value=show)
    again = await engineer.modal(where=lambda view: "Model card" in view.readable)
    assert again.callback_id == "documents"
    assert "Audit scope" in again.readable
