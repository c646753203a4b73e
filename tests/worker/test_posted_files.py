"""Files that stood in Slack before something was erased: deleted, and posted anew where somebody still needs them.

Owns what is deleted, what is drawn again, and when it waits. That rows know of the files is
`tests/contract/test_outbox`; that Slack deletes them, `tests/slack/outbound/test_uploads`.
"""

from __future__ import annotations

import pytest

from bot.domain.evaluations.state import Manifest
from bot.domain.kernel.conversation import CHANNEL, Place, dm
from bot.domain.kernel.effects import Effect, EraseContent, PostFiles, Rendering, RenderingKind
from bot.ports.outbox import PostedFiles, Sent
from tests.worker.ports import BOARD, LEAD, Bench, a_round, an_audit

ERASED = "sha256:1"


def there(
    bench: Bench, kind: RenderingKind, place: Place = CHANNEL, number: int = 0, *, under_way: bool = False
) -> None:
    """Files of one kind that were posted; the first of them has the id 1."""
    effect = PostFiles(place=place, rendering=Rendering(kind=kind, number=number))
    key = len(bench.outbox.posted) + 1
    sent = None if under_way else Sent("C1", f"{key}.0")
    bench.outbox.posted.append(PostedFiles(key, "T1", effect, (f"F{key}",), sent, under_way))


async def erase(bench: Bench, key: int = 9) -> list[tuple[object, ...]]:
    bench.outbox.add(EraseContent(content=ERASED), id=key)
    return await bench.run()


def queued(bench: Bench) -> list[Effect]:
    return [effect for commit in bench.store.committed for change in commit.changes for effect in change.effects]


async def test_a_report_that_was_posted_is_deleted_and_posted_anew(bench: Bench) -> None:
    there(bench, "report")
    [report] = bench.outbox.posted
    assert await erase(bench) == [("done", 9, None)]
    assert bench.chat.deleted == ["F1", "1.0"]
    assert bench.outbox.posted == []
    assert queued(bench) == [report.effect]


async def test_of_several_alike_in_one_place_the_newest_comes_again(bench: Bench) -> None:
    for _ in range(3):
        there(bench, "report")
    there(bench, "risk-chart")
    await erase(bench)
    assert bench.chat.deleted == ["F1", "1.0", "F2", "2.0", "F3", "3.0", "F4", "4.0"]
    assert [e.rendering.kind for e in queued(bench) if isinstance(e, PostFiles)] == ["report", "risk-chart"]


async def test_a_file_that_slack_keeps_leaves_no_other_standing(bench: Bench) -> None:
    for _ in range(3):
        there(bench, "report")
    bench.chat.kept = {"F1"}
    [(word, *_)] = await erase(bench)
    assert word == "park"
    assert bench.chat.deleted == ["F2", "2.0", "F3", "3.0"]
    assert [each.files for each in bench.outbox.posted] == [("F1",)]


@pytest.mark.parametrize("votes", [True, False])
async def test_the_page_a_seat_votes_by_comes_again_while_the_board_votes(bench: Bench, votes: bool) -> None:
    there(bench, "ballot-page", dm(BOARD), 1)
    bench.store.audit = an_audit(ballots=(a_round({}).replace(status="open" if votes else "revealed"),))
    await erase(bench)
    assert bench.chat.deleted == ["F1", "1.0"]
    assert bool(queued(bench)) is votes


async def test_what_may_have_been_drawn_before_is_waited_for(bench: Bench) -> None:
    there(bench, "report")
    there(bench, "report", under_way=True)
    [(word, *_)] = await erase(bench)
    assert word == "again"
    assert (bench.chat.deleted, queued(bench)) == ([], [])


async def test_what_was_queued_after_the_erasure_stays(bench: Bench) -> None:
    there(bench, "report")
    await erase(bench, key=1)
    assert bench.chat.deleted == []


async def test_a_signed_decision_stays_unless_its_manifest_was_erased(bench: Bench) -> None:
    there(bench, "signed-decision")
    await erase(bench)
    assert bench.chat.deleted == []
    manifest = Manifest(number=1, by=LEAD, at=bench.clock.now(), how="sha256:2", status="stated", content=ERASED)
    bench.store.audit = an_audit(manifests=(manifest,))
    await erase(bench, key=10)
    assert bench.chat.deleted == ["F1", "1.0"]
