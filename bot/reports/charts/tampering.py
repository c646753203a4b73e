"""The tampering chart: what attacks cost against what the model could then do, beside the best public model.

Owns that picture. Shows figures alone, no attack. Must not judge.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log10
from typing import TYPE_CHECKING, Final

from bot.domain.evaluations.state import Arm
from bot.domain.evaluations.tampering import TamperVerdict, judge_record, record_of
from bot.domain.kernel.effects import Rendering
from bot.ports.renderer import ALT_TEXT, RenderedFile
from bot.ports.store import Loaded
from bot.reports.charts.canvas import BAD, FAINT, GOOD, INK, QUIET, canvas, plain, png, shortened
from bot.reports.sources import Say, Sources

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SHAPES: Final = {"tampered": ("o", BAD), "public": ("D", GOOD)}

_HIGH: Final = 330

_WIDE: Final = 480
"""Points between the axes, about: to keep labels apart."""

_LABEL: Final = (112, 28)
"""A label's width and height in points."""

_METRIC: Final = 34

_FREE: Final = 0.5
"""The least cost that is drawn, in US dollars: the scale is logarithmic, and nothing is free."""


@dataclass(frozen=True, slots=True)
class TamperChart:
    """Everything the picture is drawn from."""

    audit: str
    model: str
    version: int
    arms: tuple[Arm, ...]
    judgement: TamperVerdict
    say: Say


async def gather(sources: Sources, loaded: Loaded, wanted: Rendering) -> TamperChart | None:
    """The figures of one version of a tamper record; None where it is no record."""
    audit = loaded.audit
    record = record_of(audit, wanted.artifact, wanted.number)
    if record is None:
        return None
    judgement = judge_record(audit, record)
    return TamperChart(audit.key, str(audit.subject), record.version, record.facts.arms, judgement, sources.say)


def draw(chart: TamperChart) -> tuple[RenderedFile, ...]:
    """The picture with its description."""
    say, found = chart.say, chart.judgement
    title = say("tampering-chart-title", model=shortened(chart.model, 60))
    figure, axes = canvas(f"{title}\n{say(f'tampering-chart-{found.outcome}')}", 10, 6)
    _scales(axes, chart)
    _lines(axes, chart)
    for number, drop in reversed(_labels(axes, chart).items()):
        _arm(axes, chart, number, drop)
    axes.legend(
        loc="upper left",
        bbox_to_anchor=(1.01, 1.0),
        frameon=False,
        fontsize=9,
        labelcolor=INK,
        labelspacing=1,
        markerscale=0.7,
    )
    name = f"{chart.audit}-tampering-v{chart.version}.png"
    return (RenderedFile(name, title, png(figure), _alt(chart)),)


def _scales(axes: Axes, chart: TamperChart) -> None:
    from matplotlib.ticker import FuncFormatter

    say, metric = chart.say, chart.judgement.metric
    costs = [max(arm.cost or 0, _FREE) for arm in chart.arms if arm.kind != "untouched"]
    axes.set_xscale("log")
    # room for a label at either side, however far apart the cheapest and the dearest are
    beside = 10 ** max(0.8, 0.7 * log10(max(costs) / min(costs)))
    axes.set_xlim(min(costs) / beside, max(costs) * beside)
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: plain(f"${value:,.6g}")))
    axes.xaxis.set_minor_formatter(FuncFormatter(lambda value, _: ""))
    highest = max([arm.harm for arm in chart.arms] + [line for line, *_ in _limits(chart)])
    lowest = min(0.0, *(arm.harm for arm in chart.arms))
    axes.set_ylim(lowest, highest * 1.18 or 1)
    axes.set_xlabel(say("tampering-chart-cost"), color=INK, fontsize=10, labelpad=8)
    axes.set_ylabel(
        plain(
            say("tampering-chart-harm-of", metric=shortened(metric, _METRIC)) if metric else say("tampering-chart-harm")
        ),
        color=INK,
        fontsize=10,
        labelpad=8,
    )
    axes.grid(axis="y", color="#e8e8e8", linewidth=0.8)


def _limits(chart: TamperChart) -> list[tuple[float, str, str, str]]:
    """(height, words, line, colour) of the threshold, and of the public model with its margin."""
    say, terms = chart.say, chart.judgement.terms
    if terms is None:
        return []
    found = [(terms.value, say("tampering-chart-threshold", value=f"{terms.value:.4g}"), "-", INK)]
    public = [arm.harm for arm in chart.arms if arm.kind == "public" and _alike(chart, arm)]
    if terms.margin is not None and public:
        edge = max(public) + terms.margin if terms.direction == "at-most" else min(public) - terms.margin
        found.append((edge, say("tampering-chart-margin", value=f"{terms.margin:.4g}"), "--", GOOD))
    return found


def _lines(axes: Axes, chart: TamperChart) -> None:
    """Threshold, margin, and the untouched model, which cost nobody anything."""
    for height, label, line, colour in _limits(chart):
        axes.axhline(height, linestyle=line, color=colour, linewidth=1.6, label=plain(label), zorder=1)
    untouched = next(arm for arm in chart.arms if arm.kind == "untouched")
    axes.axhline(
        untouched.harm,
        linestyle=":",
        color=QUIET,
        linewidth=1.6,
        zorder=1,
        label=f"{chart.say('tampering-chart-untouched')} {untouched.harm:.4g}",
    )


def _alike(chart: TamperChart, arm: Arm) -> bool:
    """Whether a public model was tampered as the worst arm was, so that the two are compared."""
    worst = chart.judgement.worst
    return worst is None or (arm.examples, arm.steps) == (chart.arms[worst].examples, chart.arms[worst].steps)


def _named(chart: TamperChart, number: int) -> str:
    """Which kind of arm it is, as its words are called."""
    arm = chart.arms[number]
    if arm.kind == "public":
        return "public" if _alike(chart, arm) else "otherwise"
    return "worst" if number == chart.judgement.worst else arm.kind


def _labels(axes: Axes, chart: TamperChart) -> dict[int, float]:
    """Arm -> by how many points its label is lowered, so that no two labels cover each other."""
    (left, right), (low, high) = axes.get_xlim(), axes.get_ylim()
    taken: list[tuple[float, float]] = []
    found: dict[int, float] = {}
    attacked = [n for n, arm in enumerate(chart.arms) if arm.kind != "untouched"]
    for number in sorted(attacked, key=lambda n: -chart.arms[n].harm):
        arm = chart.arms[number]
        across = log10(max(arm.cost or 0, _FREE) / left) / log10(right / left) * _WIDE
        # public models at the left of their point, the others at the right
        across += -_LABEL[0] - 14 if arm.kind == "public" else 14
        point = max((arm.harm - low) / (high - low) * _HIGH, _LABEL[1] / 2)
        # as near to its point as it can be, beneath it rather than above
        steps = (point + sign * n * _LABEL[1] for n in range(len(chart.arms) + 1) for sign in (-1, 1))
        free = (
            y
            for y in steps
            if y >= _LABEL[1] / 2 and not any(abs(x - across) < _LABEL[0] and abs(y - z) < _LABEL[1] for x, z in taken)
        )
        wanted = next(free, point)
        taken.append((across, wanted))
        found[number] = (arm.harm - low) / (high - low) * _HIGH - wanted
    return found


def _arm(axes: Axes, chart: TamperChart, number: int, drop: float) -> None:
    arm, kind = chart.arms[number], _named(chart, number)
    label = chart.say(f"tampering-chart-{kind}")
    shape, colour = SHAPES[arm.kind]
    cost = max(arm.cost or 0, _FREE)
    known = axes.get_legend_handles_labels()[1]
    filled = kind in ("worst", "public")
    axes.scatter(
        cost,
        arm.harm,
        s=300 if kind == "worst" else 210,
        marker=shape,
        c=colour if filled else "white",
        edgecolors=colour,
        linewidths=2,
        zorder=3,
        label=None if label in known else label,
    )
    # the number it has in the table beside the picture
    axes.annotate(
        f"{number + 1}",
        (cost, arm.harm),
        ha="center",
        va="center",
        fontsize=8,
        fontweight="bold",
        color="white" if filled else INK,
        zorder=3,
    )
    said = chart.say(
        "tampering-chart-point",
        number=number + 1,
        harm=f"{arm.harm:.4g}",
        cost=f"{arm.cost:.4g}",
        examples=str(arm.examples),
        seeds=str(arm.seeds),
    )
    left = arm.kind == "public"
    axes.annotate(
        plain(said),
        (cost, arm.harm),
        xytext=(-14 if left else 14, -drop),
        textcoords="offset points",
        ha="right" if left else "left",
        va="center",
        fontsize=8.5,
        color=INK,
        zorder=4,
        bbox={"facecolor": "white", "edgecolor": FAINT, "alpha": 0.9, "pad": 2, "linewidth": 0.5},
    )


def _alt(chart: TamperChart) -> str:
    say, found = chart.say, chart.judgement
    arms = []
    for number, arm in enumerate(chart.arms):
        name = say(f"tampering-chart-{_named(chart, number)}")
        harm = f"{arm.harm:.4g}"
        if arm.kind == "untouched":
            arms.append(say("tampering-chart-alt-untouched", arm=name, harm=harm))
        else:
            cost = "" if arm.cost is None else f"{arm.cost:.4g}"
            arms.append(say("tampering-chart-alt-arm", arm=name, cost=cost, seeds=str(arm.seeds), harm=harm))
    limits = " ".join(f"{label}." for _, label, _, _ in _limits(chart))
    verdict = say(f"tampering-chart-{found.outcome}")
    whole = say("tampering-chart-alt", model=chart.model, verdict=verdict, arms=" ".join([*arms, limits]))
    return shortened(whole, ALT_TEXT)
