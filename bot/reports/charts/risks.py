"""The ethical risk chart: every risk by how likely and how severe it is, and what its tests say.

Owns that picture. Must not score or judge.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from bot.domain.effects import Rendering
from bot.domain.risks import verdict_on
from bot.ports import ALT_TEXT, Loaded, MadeFile
from bot.reports.charts.canvas import BAD, FAINT, GOOD, INK, OPEN, QUIET, canvas, plain, png, shortened, words
from bot.reports.sources import Sources

if TYPE_CHECKING:
    from matplotlib.axes import Axes

State = Literal["supports", "does-not-support", "inconclusive", "untested", "listed"]
MARKS: Final[dict[State, tuple[str, str, str]]] = {
    "does-not-support": ("X", BAD, BAD),
    "inconclusive": ("D", OPEN, OPEN),
    "supports": ("o", GOOD, GOOD),
    "untested": ("s", "white", INK),
    "listed": ("o", "white", FAINT),
}
"""State -> shape, fill and edge."""
MOST_NAMED: Final = 16
"""Risks named beside the chart; the list of risks has all of them."""
_TITLE: Final = 88
_LINE: Final = 46
_PLACES: Final = ((-0.24, 0.2), (0.24, -0.2), (0.24, 0.2), (-0.24, -0.2), (0.0, 0.0), (0.0, 0.32), (0.0, -0.32),
                  (-0.38, 0.0), (0.38, 0.0))  # fmt: skip
"""Where the risks of one field stand, from its middle, where there are several."""


@dataclass(frozen=True, slots=True)
class Dot:
    """One risk on the chart."""

    key: str
    title: str
    likelihood: int
    severity: int
    state: State


@dataclass(frozen=True, slots=True)
class RiskChart:
    """Everything the picture is drawn from."""

    audit: str
    model: str
    dots: tuple[Dot, ...]


async def gather(sources: Sources, loaded: Loaded, _: Rendering) -> RiskChart | None:
    """The risks of an audit, the gravest first; None where there are none."""
    audit = loaded.audit
    if not audit.risks:
        return None
    texts = await sources.store.texts(audit.workspace, [risk.title for risk in audit.risks])
    removed = words("risk")["removed"]
    dots = [
        Dot(r.key, texts.get(r.title, removed), r.likelihood, r.severity,
            verdict_on(audit, r) or ("untested" if r.priority else "listed"))
        for r in audit.risks
    ]  # fmt: skip
    ordered = sorted(dots, key=lambda dot: (dot.state == "listed", -dot.severity * dot.likelihood, -dot.severity))
    return RiskChart(audit.key, str(audit.subject), tuple(ordered))


def draw(chart: RiskChart) -> tuple[MadeFile, ...]:
    """The picture with its description."""
    say = words("risk")
    named = min(len(chart.dots), MOST_NAMED)
    title = say["title"].format(model=shortened(chart.model, 60))
    figure, axes = canvas(title, 10.4, max(6.2, 2.4 + 0.42 * named))
    _fields(axes)
    _dots(axes, chart)
    _names(axes, chart, figure.get_figheight())
    data = png(figure)
    return (MadeFile(say["file"].format(key=chart.audit), title, data, _alt(chart)),)


def _fields(axes: Axes) -> None:
    """Five by five fields, darker the graver; the scales in words."""
    say = words("risk")
    for likelihood in range(1, 6):
        for severity in range(1, 6):
            shade = 0.97 - 0.022 * likelihood * severity / 2
            axes.fill_between(
                [likelihood - 0.49, likelihood + 0.49], severity - 0.49, severity + 0.49, color=str(shade), zorder=0
            )
    axes.set_xlim(0.5, 5.5)
    axes.set_ylim(0.5, 5.5)
    axes.set_xticks(range(1, 6), say["x_steps"])
    axes.set_yticks(range(1, 6), say["y_steps"])
    axes.set_xlabel(say["x"], color=INK, fontsize=10, labelpad=8)
    axes.set_ylabel(say["y"], color=INK, fontsize=10, labelpad=8)
    axes.set_box_aspect(0.92)


def _dots(axes: Axes, chart: RiskChart) -> None:
    taken: dict[tuple[int, int], int] = {}
    for dot in chart.dots:
        place = (dot.likelihood, dot.severity)
        nth = taken.get(place, 0)
        taken[place] = nth + 1
        right, up = _PLACES[nth % len(_PLACES)] if _shared(chart, place) else (0.0, 0.0)
        shape, fill, edge = MARKS[dot.state]
        axes.scatter(place[0] + right, place[1] + up, s=430, marker=shape, c=fill, edgecolors=edge, linewidths=1.6,
                     zorder=2)  # fmt: skip
        ink = INK if fill == "white" else "white"
        axes.annotate(dot.key, (place[0] + right, place[1] + up), ha="center", va="center", fontsize=8,
                      fontweight="bold", color=ink, zorder=3)  # fmt: skip


def _shared(chart: RiskChart, place: tuple[int, int]) -> bool:
    return sum((dot.likelihood, dot.severity) == place for dot in chart.dots) > 1


def _names(axes: Axes, chart: RiskChart, high: float) -> None:
    """What the keys and the shapes mean, at the right of a picture so many inches high."""
    from matplotlib.lines import Line2D

    say = words("risk")
    states = [state for state in MARKS if any(dot.state == state for dot in chart.dots)]
    shapes = [
        Line2D([], [], linestyle="", marker=MARKS[s][0], markersize=10, markerfacecolor=MARKS[s][1],
               markeredgecolor=MARKS[s][2], markeredgewidth=1.4, label=say[s])
        for s in states
    ]  # fmt: skip
    named = [Line2D([], [], linestyle="", label=plain(_named(dot))) for dot in chart.dots[:MOST_NAMED]]
    if len(chart.dots) > MOST_NAMED:
        more = say["more"].format(count=len(chart.dots) - MOST_NAMED)
        named.append(Line2D([], [], linestyle="", label=more))
    first = axes.legend(handles=shapes, loc="upper left", bbox_to_anchor=(1.02, 1.02), frameon=False, fontsize=9,
                        labelcolor=INK, handletextpad=0.6)  # fmt: skip
    axes.add_artist(first)
    below = 0.98 - 0.24 * (len(states) + 0.5) / high
    axes.legend(handles=named, loc="upper left", bbox_to_anchor=(1.02, below), frameon=False,
                fontsize=9, labelcolor=QUIET, handlelength=0, handletextpad=0, labelspacing=0.7)  # fmt: skip


def _named(dot: Dot) -> str:
    """`R1  What could happen`, in two lines where it is long."""
    lines = textwrap.wrap(shortened(dot.title, _TITLE), _LINE)
    return f"{dot.key}  " + "\n      ".join(lines)


def _alt(chart: RiskChart) -> str:
    say = words("risk")
    each = [
        say["alt_risk"].format(risk=d.key, likelihood=d.likelihood, severity=d.severity, state=say[d.state])
        for d in chart.dots
    ]
    whole = say["alt"].format(model=chart.model, count=len(chart.dots), risks=" ".join(each))
    return shortened(whole, ALT_TEXT)
