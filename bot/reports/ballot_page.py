"""The page that the board votes by, as a picture and as a PDF: what a seat gets when a ballot opens.

Owns which files there are and their names. What stands on the page is `bot.reports.sections.ballot_page`.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.ballot.state import BallotRound
from bot.domain.kernel.effects import Rendering
from bot.ports.renderer import ALT_TEXT, RenderedFile
from bot.ports.store import Loaded
from bot.reports import report_data
from bot.reports.charts.canvas import shortened
from bot.reports.pdf import pdf, picture
from bot.reports.report_data import Material
from bot.reports.sections.ballot_page import BallotPage, ballot_page
from bot.reports.sources import Say, Sources
from bot.reports.templates import written

WHOLE = 100_000
"""Characters of a quotation in the PDF: nothing is cut there."""

EXCERPT = 160
"""Characters of a quotation in the picture."""


@dataclass(frozen=True, slots=True)
class AskedBallot:
    """An audit with the round of voting that the page is for."""

    read: Material
    found: BallotRound


async def gather(sources: Sources, loaded: Loaded, wanted: Rendering) -> AskedBallot | None:
    """Everything the page says; None where the round is not open any more, and nobody votes by it."""
    found = next((b for b in loaded.audit.ballots if b.number == wanted.number and b.status == "open"), None)
    return AskedBallot(await report_data.gather(sources, loaded, files=False), found) if found else None


def pages(asked: AskedBallot) -> tuple[str, str]:
    """The page of HTML in short, for the picture, and in full."""
    return _pages(asked, ballot_page(asked.read, asked.found))


def _pages(asked: AskedBallot, page: BallotPage) -> tuple[str, str]:
    said = asked.read.say
    short = written("ballot.html", said, page=page, short=True, quote=EXCERPT)
    return short, written("ballot.html", said, page=page, short=False, quote=WHOLE)


def draw(asked: AskedBallot) -> tuple[RenderedFile, ...]:
    """The picture in short, then the PDF in full."""
    read = asked.read
    page = ballot_page(read, asked.found)
    short, whole = _pages(asked, page)
    name, title = f"{read.audit.key}-ballot-{asked.found.number}", read.say("report-file-ballot", audit=read.audit.key)
    made = []
    if drawn := picture(short):
        made.append(RenderedFile(f"{name}.png", title, drawn, _alt(read.say, page)))
    if paper := pdf(whole, read.at, read.say):
        made.append(RenderedFile(f"{name}.pdf", title, paper))
    return tuple(made)


def _alt(say: Say, page: BallotPage) -> str:
    """Each risk with its verdict, for those who cannot see the picture."""
    each = [
        say(
            "ballot-page-alt-risk",
            risk=r.key,
            verdict=say(f"standing-{r.verdict}" if r.verdict else "ballot-page-untested"),
        )
        for r in page.risks
    ]
    return shortened(say("ballot-page-alt", audit=page.front.key, risks=" ".join(each)), ALT_TEXT)
