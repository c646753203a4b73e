"""What every chart is drawn on: size, type, colours, and the way to a PNG.

Owns these. Colours are told apart by those who see fewer of them (Okabe and Ito), and no meaning rests on colour alone.
Must not know what is drawn. matplotlib is imported where it is used: it takes most of a second, and only the drawing
process needs it.
"""

from __future__ import annotations

import warnings
from io import BytesIO
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

INK: Final = "#1d1c1d"
QUIET: Final = "#6b6a6b"
GOOD: Final = "#0072b2"
BAD: Final = "#d55e00"
OPEN: Final = "#e69f00"
FAINT: Final = "#bdbdbd"
DOTS: Final = 160
"""Per inch: sharp on a telephone, and well below a megabyte."""


def canvas(title: str, wide: float, high: float) -> tuple[Figure, Axes]:
    """An empty chart of so many inches, with its title at the left."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(wide, high), dpi=DOTS, layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    # what a person typed is no formula: a dollar sign would begin one
    axes.set_title(plain(title), loc="left", fontsize=13, fontweight="bold", color=INK, pad=12)
    axes.tick_params(which="both", colors=INK, labelsize=9, length=0)
    axes.set_axisbelow(True)
    for side in axes.spines.values():
        side.set_visible(False)
    return figure, axes


def plain(text: str) -> str:
    """A text in which matplotlib finds no formula, in characters its type has."""
    return "".join(sign if sign.isprintable() or sign == "\n" else " " for sign in text).replace("$", r"\$")


def shortened(text: str, most: int) -> str:
    """A label that fits, cut between words where that loses less than half; it stands in full elsewhere."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    cut, next_one = line[: most - 1], line[most - 1]
    words = cut if next_one == " " else cut.rpartition(" ")[0]
    return (words if len(words) > most // 2 else cut).rstrip() + "…"


def png(figure: Figure) -> bytes:
    """The picture. Nothing of this machine or moment is written into it: the same figures are the same file."""
    made = BytesIO()
    with warnings.catch_warnings():
        # a script the type does not have is drawn as boxes; the words stand in the list beside the picture
        warnings.filterwarnings("ignore", message="Glyph .* missing")
        figure.savefig(made, format="png", metadata={"Software": None})
    return made.getvalue()
