"""The texts of an audit as its drawings read them: kept as long as nothing was erased, whoever erased it.

Owns that what was erased is never read again, in any process, and that nothing is read twice without need.
"""

from __future__ import annotations

import pytest
from sqlalchemy import update

from bot.domain.kernel.content import Prose
from bot.domain.redaction.events import ContentRedacted
from bot.ports.store import Loaded
from storage.scope import across
from storage.tables import CONTENTS
from tests.builders import LEAD, TEAM
from tests.contract.conftest import DATABASES
from tests.contract.record import Record, opened
from tests.contract.test_contents import cast, described


async def with_text(record: Record, words: Prose) -> Loaded:
    """An audit that names a text."""
    await record.begin()
    return await record.move(described(record, words), contents=(words,))


async def erased(record: Record, words: Prose, key: str = "A-1") -> Loaded:
    """An audit after a text of it was erased."""
    why = record.prose("a person's right")
    redacted = ContentRedacted(at=record.now, by=LEAD, content=words.digest, reason=why.digest)
    return await record.move(redacted, key=key, contents=(why,), erased=(words.digest,))


async def test_a_text_that_was_read_is_gone_once_it_is_erased(record: Record) -> None:
    words = record.prose("A name is in it.")
    before = await with_text(record, words)
    assert await record.store.texts_of(before.audit, [words.digest]) == {words.digest: words.text}
    after = await erased(record, words)
    assert await record.store.texts_of(after.audit, [words.digest]) == {}


@pytest.mark.parametrize("database", DATABASES[1:], indirect=True)
async def test_a_text_that_another_replica_erased_is_gone_here(record: Record) -> None:
    words = record.prose("A name is in it.")
    await with_text(record, words)
    async with opened(record.url, record.folder, record.clock) as here:
        before = await here.store.load(TEAM, "A-1")
        assert await here.store.texts_of(before.audit, [words.digest]) == {words.digest: words.text}
        await erased(record, words)
        after = await here.store.load(TEAM, "A-1")
        assert await here.store.texts_of(after.audit, [words.digest]) == {}


async def test_who_still_holds_an_older_state_brings_no_erased_text_back(record: Record) -> None:
    words = record.prose("A name is in it.")
    before = await with_text(record, words)
    after = await erased(record, words)
    assert await record.store.texts_of(before.audit, [words.digest]) == {}
    assert await record.store.texts_of(after.audit, [words.digest]) == {}


async def test_a_text_of_another_audit_is_gone_once_that_one_erased_it(record: Record) -> None:
    words = record.prose("A text of the first audit.")
    await with_text(record, words)
    other = await record.begin("A-2")
    assert await record.store.texts_of(other.audit, [words.digest]) == {words.digest: words.text}
    await erased(record, words)
    assert await record.store.texts_of(other.audit, [words.digest]) == {}


async def test_a_sealed_text_is_not_read(record: Record) -> None:
    ballot = record.prose("the recipe nobody may read", sealed=True)
    await record.begin()
    loaded = await record.move(*cast(record, ballot), contents=(ballot,))
    assert await record.store.texts_of(loaded.audit, [ballot.digest]) == {}


async def test_a_text_is_asked_of_the_database_once(record: Record) -> None:
    words = record.prose("As it was typed.")
    loaded = await with_text(record, words)
    await record.store.texts_of(loaded.audit, [words.digest])
    bent = update(CONTENTS).where(CONTENTS.c.digest == words.digest).values(text="Read once more.")
    await record.storage.database.execute(across("tidy", bent))
    assert await record.store.texts_of(loaded.audit, [words.digest]) == {words.digest: words.text}


async def test_only_what_is_asked_for_is_given(record: Record) -> None:
    first, second = record.prose("The first text."), record.prose("The second text.")
    await with_text(record, first)
    loaded = await record.move(described(record, second), contents=(second,))
    await record.store.texts_of(loaded.audit, [first.digest])
    assert await record.store.texts_of(loaded.audit, [second.digest]) == {second.digest: second.text}
