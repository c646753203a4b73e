"""Numbers in another type: what they are rounded to.

Owns the rounding of whole arrays. Must not know tensors and files.
"""

from __future__ import annotations

from typing import Any, Final

from bot.model_files.tensor_files import dtypes

_EXPONENT_OF_F16: Final = 0x70000000
"""Sets the exponent of a 16-bit number that was moved to where 32 bits have it: 112 more than that of its value, and
infinite where it was."""
_HALF: Final = (112 << 23) + 0x1000
"""The same 112, and half of the last digit that 16 bits have: the rest is then cut off."""
_DIGITS_OF_F16: Final = -0x2000
"""Cuts off the digits that 16 bits do not have."""

_EXPONENT_IN_F16: Final = 0x7C00
"""The digits of a 16-bit number's exponent."""


class Cast:
    """Rounds arrays to the nearest of one of the types in `PLAIN`, in room that is used again."""

    def __init__(self, kind: str) -> None:
        self.kind: Any = dtypes()[kind]
        self._room: list[Any] = []

    def gives(self, numbers: Any, rounded: Any) -> bool:
        """Whether an array of this type says what these numbers are when they are rounded to it."""
        import numpy as np

        if self.kind == np.float16 and numbers.dtype == np.float32:
            return self._gives_f16(numbers, rounded)
        made, _ = self._rooms(len(numbers), self.kind)
        np.copyto(made, numbers, casting="unsafe")
        return _equal(made, rounded)

    def _gives_f16(self, numbers: Any, rounded: Any) -> bool:
        """In steps over whole arrays, while NumPy takes number by number.

        That is left for zeros, for what is too small or too large, and for the even one of two that are as near: the
        other one counts as well.
        """
        import numpy as np

        expected, found = self._rooms(len(numbers), np.int32)
        np.copyto(expected, rounded.view(np.int16))
        np.left_shift(expected, 13, out=expected)
        np.bitwise_or(expected, _EXPONENT_OF_F16, out=expected)
        np.add(numbers.view(np.int32), _HALF, out=found)
        np.bitwise_and(found, _DIGITS_OF_F16, out=found)
        # what is no number is unlike itself; where the exponent is nought the digits are those of another number
        small = rounded.view(np.int16) & _EXPONENT_IN_F16 == 0
        left = np.flatnonzero(small | (found.view(np.float32) != expected.view(np.float32)))
        with np.errstate(all="ignore"):
            return _equal(numbers[left].astype(np.float16), rounded[left])

    def _rooms(self, count: int, kind: Any) -> list[Any]:
        """Arrays to write to: new ones for each piece cost as much as the rounding."""
        import numpy as np

        if not self._room or len(self._room[0]) < count:
            self._room = [np.empty(count, kind) for _ in range(2)]
        return [room[:count] for room in self._room]


def _equal(one: Any, two: Any) -> bool:
    """Whether two arrays of one type say the same, by words that are as wide as their sizes allow."""
    import numpy as np

    word = "u8" if one.nbytes % 8 == 0 else "u1"
    return bool(np.array_equal(one.view(word), two.view(word)))
