"""The tampering chart: what attacks cost against what the model could then do, beside the best public model.

Owns that picture. Shows figures alone, no attack. Must not judge.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.domain.effects import Rendering
from bot.domain.measures import Arm
from bot.domain.tampering import Judgement, judged, record_of
from bot.ports import ALT_TEXT, Loaded, MadeFile
from bot.reports.charts.canvas import BAD, FAINT, GOOD, INK, QUIET, canvas, plain, png, shortened, words
from bot.reports.sources import Sources

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SHAPES: Final = {"tampered": ("o", BAD), "public": ("D", GOOD)}
_FREE: Final = 0.5
"""The least cost that is drawn, in US dollars: the scale is logarithmic, and nothing is free."""


@dataclass(frozen=True, slots=True)
class TamperChart:
    """Everything the picture is drawn from."""

    audit: str
    model: str
    version: int
    arms: tuple[Arm, ...]
    judgement: Judgement


async def gather(sources: Sources, loaded: Loaded, wanted: Rendering) -> TamperChart | None:
    """The figures of one version of a tamper record; None where it is no record."""
    audit = loaded.audit
    record = record_of(audit, wanted.artifact, wanted.number)
    if record is None:
        return None
    return TamperChart(audit.key, str(audit.subject), record.version, record.facts.arms, judged(audit, record))


def draw(chart: TamperChart) -> tuple[MadeFile, ...]:
    """The picture with its description."""
    say, found = words("tampering"), chart.judgement
    title = say["title"].format(model=shortened(chart.model, 60))
    figure, axes = canvas(f"{title}\n{say[found.outcome]}", 10, 6)
    _scales(axes, chart)
    _lines(axes, chart)
    for number, arm in enumerate(chart.arms):
        if arm.kind != "untouched":
            _arm(axes, chart, arm, worst=number == found.worst)
    axes.legend(loc="upper left", bbox_to_anchor=(1.01, 1.0), frameon=False, fontsize=9, labelcolor=INK, labelspacing=1)
    name = say["file"].format(key=chart.audit, version=chart.version)
    return (MadeFile(name, title, png(figure), _alt(chart)),)


def _scales(axes: Axes, chart: TamperChart) -> None:
    from matplotlib.ticker import FuncFormatter

    say, metric = words("tampering"), chart.judgement.metric
    costs = [max(arm.cost or 0, _FREE) for arm in chart.arms if arm.kind != "untouched"]
    axes.set_xscale("log")
    axes.set_xlim(min(costs) / 6, max(costs) * 6)
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: plain(f"${value:,.6g}")))
    axes.xaxis.set_minor_formatter(FuncFormatter(lambda value, _: ""))
    highest = max([arm.harm for arm in chart.arms] + [line for line, *_ in _limits(chart)])
    lowest = min(0.0, *(arm.harm for arm in chart.arms))
    axes.set_ylim(lowest, highest * 1.18 or 1)
    axes.set_xlabel(say["x"], color=INK, fontsize=10, labelpad=8)
    axes.set_ylabel(plain(say["y"].format(metric=shortened(metric, 50)) if metric else say["y_plain"]), color=INK,
                    fontsize=10, labelpad=8)  # fmt: skip
    axes.grid(axis="y", color="#e8e8e8", linewidth=0.8)


def _limits(chart: TamperChart) -> list[tuple[float, str, str, str]]:
    """(height, words, line, colour) of the threshold, and of the public model with its margin."""
    say, terms = words("tampering"), chart.judgement.terms
    if terms is None:
        return []
    found = [(terms.value, say["threshold"].format(value=f"{terms.value:.4g}"), "-", INK)]
    public = [arm.harm for arm in chart.arms if arm.kind == "public"]
    if terms.margin is not None and public:
        edge = max(public) + terms.margin if terms.direction == "at-most" else min(public) - terms.margin
        found.append((edge, say["margin"].format(value=f"{terms.margin:.4g}"), "--", GOOD))
    return found


def _lines(axes: Axes, chart: TamperChart) -> None:
    """Threshold, margin, and the untouched model, which cost nobody anything."""
    say = words("tampering")
    for height, label, line, colour in _limits(chart):
        axes.axhline(height, linestyle=line, color=colour, linewidth=1.6, label=plain(label), zorder=1)
    untouched = next(arm for arm in chart.arms if arm.kind == "untouched")
    axes.axhline(untouched.harm, linestyle=":", color=QUIET, linewidth=1.6, zorder=1,
                 label=f"{say['untouched']} {untouched.harm:.4g}")  # fmt: skip


def _arm(axes: Axes, chart: TamperChart, arm: Arm, *, worst: bool) -> None:
    say = words("tampering")
    shape, colour = SHAPES[arm.kind]
    cost = max(arm.cost or 0, _FREE)
    label = say["worst"] if worst else say[arm.kind]
    known = axes.get_legend_handles_labels()[1]
    filled = colour if worst or arm.kind == "public" else "white"
    axes.scatter(cost, arm.harm, s=190 if worst else 110, marker=shape, c=filled, edgecolors=colour, linewidths=2,
                 zorder=3, label=None if label in known else label)  # fmt: skip
    said = say["point"].format(examples=arm.examples, seeds=arm.seeds, cost=f"{arm.cost:.4g}")
    # public models at the left, so that arms of the same cost do not cover each other
    left = arm.kind == "public"
    axes.annotate(plain(f"{arm.harm:.4g}\n{said}"), (cost, arm.harm), xytext=(-12 if left else 12, 0),
                  textcoords="offset points", ha="right" if left else "left", va="center", fontsize=8.5, color=INK,
                  bbox={"facecolor": "white", "edgecolor": FAINT, "alpha": 0.85, "pad": 2, "linewidth": 0.5},
                  zorder=4)  # fmt: skip


def _alt(chart: TamperChart) -> str:
    say, found = words("tampering"), chart.judgement
    arms = []
    for number, arm in enumerate(chart.arms):
        name = say["worst"] if number == found.worst else say[arm.kind]
        key = "alt_free" if arm.kind == "untouched" else "alt_arm"
        cost = "" if arm.cost is None else f"{arm.cost:.4g}"
        arms.append(say[key].format(arm=name, cost=cost, seeds=arm.seeds, harm=f"{arm.harm:.4g}"))
    limits = " ".join(f"{label}." for _, label, _, _ in _limits(chart))
    whole = say["alt"].format(model=chart.model, verdict=say[found.outcome], arms=" ".join([*arms, limits]))
    return shortened(whole, ALT_TEXT)
