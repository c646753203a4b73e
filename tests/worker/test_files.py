"""Posts with files: rendered when they are delivered, looked up before they are repeated.

Owns the worker's part of it. Must not render.
"""

from __future__ import annotations

from bot.domain.kernel.conversation import CHANNEL
from bot.domain.kernel.effects import PostFiles, Rendering
from bot.ports.chat import Unclear
from bot.ports.outbox import Sent
from bot.ports.renderer import RenderedFile
from tests.worker.ports import Bench

REPORT = PostFiles(place=CHANNEL, rendering=Rendering(kind="report"))

MADE = (RenderedFile("a.md", "A", b"a"),)


async def test_what_was_rendered_is_posted(bench: Bench) -> None:
    bench.outbox.add(REPORT)
    assert await bench.run() == [("done", 1, Sent("C1", "1.0"))]
    assert bench.chat.posted == [MADE]


async def test_nothing_is_posted_where_there_is_nothing_to_show(bench: Bench) -> None:
    bench.documents.made = ()
    bench.outbox.add(REPORT)
    assert await bench.run() == [("done", 1, None)]
    assert bench.chat.posted == []


async def test_an_ambiguous_post_that_is_there_is_not_repeated(bench: Bench) -> None:
    bench.chat.there = Sent("C1", "2.0")
    bench.outbox.add(REPORT, ambiguous=True)
    assert await bench.run() == [("done", 1, Sent("C1", "2.0"))]
    assert bench.chat.posted == []


async def test_an_ambiguous_post_that_is_not_there_is_rendered_anew(bench: Bench) -> None:
    bench.outbox.add(REPORT, ambiguous=True)
    await bench.run()
    assert bench.chat.posted == [MADE]


async def test_what_another_replica_uploaded_meanwhile_is_not_posted_again(bench: Bench) -> None:
    bench.outbox.add(REPORT)
    bench.outbox.overtaken.add(1)
    [(word, *_, ambiguous)] = await bench.run()
    assert (word, ambiguous) == ("again", True)
    assert bench.chat.posted == []


async def test_a_post_whose_answer_was_lost_is_tried_again_as_ambiguous(bench: Bench) -> None:
    bench.chat.answers = lambda job: Unclear("timeout")
    bench.outbox.add(REPORT)
    [(word, *_, ambiguous)] = await bench.run()
    assert (word, ambiguous) == ("again", True)
