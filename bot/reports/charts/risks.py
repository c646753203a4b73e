"""The ethical risk chart: every risk by how likely and how severe it is, and what its tests say.

Owns that picture. Must not score or judge.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, sqrt
from typing import TYPE_CHECKING, Final

from bot.domain.kernel.effects import Rendering
from bot.ports.renderer import ALT_TEXT, RenderedFile
from bot.ports.store import Loaded
from bot.reports.charts.canvas import BAD, FAINT, GOOD, INK, OPEN, QUIET, canvas, plain, png, shortened
from bot.reports.risk_states import State, state_of
from bot.reports.sources import Say, Sources

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MARKS: Final[dict[State, tuple[str, str, str]]] = {
    "does-not-support": ("8", BAD, BAD),
    "tampering-fails": ("s", BAD, BAD),
    "inconclusive": ("D", OPEN, OPEN),
    "problem-open": ("^", OPEN, OPEN),
    "tampering-open": ("p", OPEN, OPEN),
    "supports": ("o", GOOD, GOOD),
    "untested": ("H", "white", INK),
    "listed": ("o", "white", FAINT),
}
"""State -> shape, fill and edge."""

MOST_NAMED: Final = 16
"""Risks named beside the chart; the list of risks has all of them."""

_TITLE: Final = 134

_LINE: Final = 46

_SIZES: Final = {1: (430, 8.0), 2: (430, 8.0), 3: (330, 7.5), 4: (190, 6.0), 5: (115, 4.8)}
"""How many stand beside each other in a field -> the area of each in square points, and the size of its type."""

_MOST_WIDE: Final = max(_SIZES)


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
    say: Say


async def gather(sources: Sources, loaded: Loaded, _: Rendering) -> RiskChart | None:
    """The risks of an audit, the gravest first; None where there are none."""
    audit = loaded.audit
    if not audit.risks:
        return None
    texts = await sources.store.texts(audit.workspace, [risk.title for risk in audit.risks])
    removed = sources.say("risk-chart-removed")
    dots = [
        Dot(
            r.key,
            texts.get(r.title, removed),
            r.likelihood,
            r.severity,
            state_of(audit, loaded.framework, r),
        )
        for r in audit.risks
    ]
    ordered = sorted(dots, key=lambda dot: (dot.state == "listed", -dot.severity * dot.likelihood, -dot.severity))
    return RiskChart(audit.key, str(audit.subject), tuple(ordered), sources.say)


def draw(chart: RiskChart) -> tuple[RenderedFile, ...]:
    """The picture with its description."""
    names = [_named(dot) for dot in chart.dots[:MOST_NAMED]]
    lines = sum(1 + name.count("\n") for name in names)
    title = chart.say("risk-chart-title", model=shortened(chart.model, 60))
    figure, axes = canvas(title, 10.4, max(6.2, 2.9 + 0.09 * len(names) + 0.165 * lines))
    _fields(axes, chart.say)
    _dots(axes, chart)
    _names(axes, chart, names, figure.get_figheight())
    data = png(figure)
    return (RenderedFile(f"{chart.audit}-risk-chart.png", title, data, _alt(chart)),)


def _fields(axes: Axes, say: Say) -> None:
    """Five by five fields, darker the graver; the scales in words."""
    for likelihood in range(1, 6):
        for severity in range(1, 6):
            shade = 0.97 - 0.022 * likelihood * severity / 2
            axes.fill_between(
                [likelihood - 0.49, likelihood + 0.49], severity - 0.49, severity + 0.49, color=str(shade), zorder=0
            )
    axes.set_xlim(0.5, 5.5)
    axes.set_ylim(0.5, 5.5)
    axes.set_xticks(range(1, 6), [say(f"risk-chart-likelihood-{step}") for step in range(1, 6)])
    axes.set_yticks(range(1, 6), [say(f"risk-chart-severity-{step}") for step in range(1, 6)])
    axes.set_xlabel(say("risk-chart-likelihood"), color=INK, fontsize=10, labelpad=8)
    axes.set_ylabel(say("risk-chart-severity"), color=INK, fontsize=10, labelpad=8)


def _dots(axes: Axes, chart: RiskChart) -> None:
    fields: dict[tuple[int, int], list[Dot]] = {}
    for dot in chart.dots:
        fields.setdefault((dot.likelihood, dot.severity), []).append(dot)
    for (likelihood, severity), dots in fields.items():
        wide = min(ceil(sqrt(len(dots))), _MOST_WIDE)
        shown = dots if len(dots) <= wide * wide else dots[: wide * wide - 1]
        for nth, dot in enumerate(shown):
            _dot(axes, dot, *_place(likelihood, severity, nth, wide, len(dots)), wide)
        if len(shown) < len(dots):
            right, up = _place(likelihood, severity, len(shown), wide, len(dots))
            axes.annotate(f"+{len(dots) - len(shown)}", (right, up), ha="center", va="center", fontsize=6, color=INK)


def _place(likelihood: int, severity: int, nth: int, wide: int, count: int) -> tuple[float, float]:
    """Where the nth risk of a field stands: row by row, the gravest first, all of them around its middle."""
    row, column = divmod(nth, wide)
    in_row = min(wide, count - row * wide)
    rows = min(ceil(count / wide), wide)
    step = 0.94 / wide
    return likelihood + (column - (in_row - 1) / 2) * step, severity - (row - (rows - 1) / 2) * step


def _dot(axes: Axes, dot: Dot, right: float, up: float, wide: int) -> None:
    shape, fill, edge = MARKS[dot.state]
    area, type_size = _SIZES[wide]
    # a diamond is as wide as its diagonal
    axes.scatter(
        right,
        up,
        s=area * (0.62 if shape == "D" else 1),
        marker=shape,
        c=fill,
        edgecolors=edge,
        linewidths=1.6 if wide < _MOST_WIDE else 1,
        zorder=2,
    )
    ink = "white" if fill in (BAD, GOOD) else INK
    axes.annotate(
        dot.key, (right, up), ha="center", va="center", fontsize=type_size, fontweight="bold", color=ink, zorder=3
    )


def _names(axes: Axes, chart: RiskChart, names: Sequence[str], high: float) -> None:
    """What the keys and the shapes mean, at the right of a picture so many inches high."""
    from matplotlib.lines import Line2D

    say = chart.say
    states = [state for state in MARKS if any(dot.state == state for dot in chart.dots)]
    shapes = [
        Line2D(
            [],
            [],
            linestyle="",
            marker=MARKS[s][0],
            markersize=10,
            markerfacecolor=MARKS[s][1],
            markeredgecolor=MARKS[s][2],
            markeredgewidth=1.4,
            label=say(f"risk-chart-{s}"),
        )
        for s in states
    ]
    named = [Line2D([], [], linestyle="", label=plain(name)) for name in names]
    if len(chart.dots) > MOST_NAMED:
        more = say("risk-chart-more", count=len(chart.dots) - MOST_NAMED)
        named.append(Line2D([], [], linestyle="", label=more))
    first = axes.legend(
        handles=shapes,
        loc="upper left",
        bbox_to_anchor=(1.02, 1.02),
        frameon=False,
        fontsize=9,
        labelcolor=INK,
        handletextpad=0.6,
    )
    axes.add_artist(first)
    below = 1.0 - 0.215 * (len(states) + 0.7) / high
    axes.legend(
        handles=named,
        loc="upper left",
        bbox_to_anchor=(1.02, below),
        frameon=False,
        fontsize=9,
        labelcolor=QUIET,
        handlelength=0,
        handletextpad=0,
        labelspacing=0.7,
    )


def _named(dot: Dot) -> str:
    """`R1  What could happen`, in up to three lines where it is long."""
    lines = textwrap.wrap(shortened(dot.title, _TITLE), _LINE)
    return f"{dot.key}  " + "\n      ".join(lines)


def _alt(chart: RiskChart) -> str:
    say = chart.say
    each = [
        say(
            "risk-chart-alt-risk",
            risk=d.key,
            likelihood=d.likelihood,
            severity=d.severity,
            state=say(f"risk-chart-{d.state}"),
        )
        for d in chart.dots
    ]
    whole = say("risk-chart-alt", model=chart.model, count=len(chart.dots), risks=" ".join(each))
    return shortened(whole, ALT_TEXT)
