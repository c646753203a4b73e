"""What the files of a folder are to the files that were decided on.

Owns the pairing of tensors and the answer. Where not all of it is certain the answer is `unknown`: a wrong name would
carry a decision to weights that nobody decided on.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from bot.gate.folder import FolderProblem, Found, digests, files_of
from bot.gate.formats import Format, recognized
from bot.model_files.adapters import fits, is_part
from bot.model_files.likeness import Likeness, head_of, likeness
from bot.model_files.problems import said
from bot.model_files.tensor_files import (
    PLAIN,
    Tensor,
    TensorsUnreadable,
    equal_bytes,
    has_table,
    tensors_of,
    with_scales,
)

if TYPE_CHECKING:
    from bot.model_files.manifest import Manifest

Relation = Literal["identical", "same-tensors", "converted", "adapter", "other-weights", "unknown"]

Doubt = Literal["", "manifest", "format", "adapter", "tensors", "rounding"]

WEIGHTLESS: Final = frozenset({"json", "text", "large-text", "empty"})
"""Formats without tensors: settings, tokenizers, words."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The answer. `beside`: files without tensors that are not the decided ones, by name."""

    relation: Relation
    beside: tuple[str, ...] = ()
    doubt: Doubt = ""
    """Of `unknown`: why."""
    about: str = ""
    """The file or tensor that the doubt is about."""
    sampled: bool = False
    """Some tensors were compared by samples alone: what is rounded to fewer bits, and rows in another order."""


def with_manifest(manifest: Manifest, folder: Path) -> Comparison:
    """What a folder is to the files of a manifest, by their digests. Raises ModelFilesProblem."""
    try:
        here = {file.name: file for file in digests(files_of(folder))}
    except FolderProblem as problem:
        raise said(problem) from None
    decided = {file.name: file.sha256 for file in manifest.files}
    if decided == {name: file.sha256 for name, file in here.items()}:
        return Comparison("identical")
    beside = {name for name, file in here.items() if file.format in WEIGHTLESS}
    of_words = {file.name for file in manifest.files if file.format in WEIGHTLESS}
    kept = Counter(digest for name, digest in decided.items() if name not in of_words)
    found = Counter(file.sha256 for name, file in here.items() if name not in beside)
    if kept and kept == found and all(file.format for file in manifest.files):
        changed = {name for name in beside | of_words if name not in here or here[name].sha256 != decided.get(name)}
        return Comparison("same-tensors", tuple(sorted(changed)))
    return Comparison("unknown", doubt="manifest")


def with_folder(decided: Path, folder: Path) -> Comparison:
    """What a folder is to the one with the decided files, by their tensors. Raises ModelFilesProblem."""
    try:
        one, other = _Files.of(decided), _Files.of(folder)
        beside = tuple(sorted(_unequal(one.found, other.found, lambda kind: kind in WEIGHTLESS)))
        opaque = sorted(_unequal(one.found, other.found, lambda kind: kind not in WEIGHTLESS and not has_table(kind)))
        tabled = sorted(_unequal(one.found, other.found, has_table))
        if not beside and not opaque and not tabled:
            return Comparison("identical")
        if opaque:
            return Comparison("unknown", beside, "format", opaque[0])
        return _of_tensors(one.tensors(), other.tensors(), beside)
    except FolderProblem as problem:
        raise said(problem) from None
    except TensorsUnreadable as problem:
        return Comparison("unknown", doubt="format", about=str(problem))
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise said(FolderProblem("unreadable", str(problem.filename), reason)) from None


@dataclass(frozen=True, slots=True)
class _Files:
    """The files of a folder by name, each with its format."""

    found: Mapping[str, tuple[Found, Format]]

    @classmethod
    def of(cls, folder: Path) -> _Files:
        found: dict[str, tuple[Found, Format]] = {}
        for file in files_of(folder):
            with file.path.open("rb") as opened:
                found[file.name] = file, recognized(opened)
        return cls(found)

    def tensors(self) -> list[Tensor]:
        found = [
            tensor for file, kind in self.found.values() if has_table(kind) for tensor in tensors_of(file.path, kind)
        ]
        if twice := [name for name, count in Counter(tensor.name for tensor in found).items() if count > 1]:
            raise TensorsUnreadable(twice[0])
        return with_scales(found)


Listed = Mapping[str, tuple[Found, Format]]


def _unequal(one: Listed, other: Listed, wanted: Callable[[Format], bool]) -> set[str]:
    """Names of files of some formats that are in one of the two folders only, or have other bytes."""
    names = {name for files in (one, other) for name, (_, kind) in files.items() if wanted(kind)}
    return {name for name in names if name not in one or name not in other or not _equal(one[name][0], other[name][0])}


def _equal(one: Found, other: Found) -> bool:
    return one.size == other.size and equal_bytes(one.path, 0, other.path, 0, one.size)


@dataclass(slots=True)
class _Pairs:
    """Decided tensors with what stands for them, and those of either side that have no counterpart."""

    found: list[tuple[Tensor, Tensor, int]] = field(default_factory=list)
    decided: list[Tensor] = field(default_factory=list)
    other: list[Tensor] = field(default_factory=list)


def _of_tensors(decided: list[Tensor], other: list[Tensor], beside: tuple[str, ...]) -> Comparison:
    parts = [tensor for tensor in other if is_part(tensor) and tensor.name not in {one.name for one in decided}]
    base = [tensor for tensor in other if tensor not in parts]
    if parts and not fits(parts, decided):
        return Comparison("unknown", beside, "adapter", parts[0].name)
    if parts and not base:
        return Comparison("adapter", beside)
    if not decided or not base:
        return Comparison("unknown", beside, "tensors")
    pairs = _paired(decided, base)
    if pairs.other or not all(_is_doubled(tensor, pairs) for tensor in pairs.decided):
        return _without_counterpart(pairs, beside)
    answer = _judged(pairs, beside)
    if parts:
        same = answer.relation == "same-tensors"
        return Comparison("adapter", beside) if same else Comparison("unknown", beside, "adapter", parts[0].name)
    return answer


def _without_counterpart(pairs: _Pairs, beside: tuple[str, ...]) -> Comparison:
    """Renamed tensors that stand for none of the decided ones: other weights, if they have the same shapes."""
    shapes = [Counter(tensor.shape for tensor in side) for side in (pairs.decided, pairs.other)]
    plain = all(tensor.kind in PLAIN for tensor in (*pairs.decided, *pairs.other))
    if shapes[0] == shapes[1] and plain:
        return Comparison("other-weights", beside)
    return Comparison("unknown", beside, "tensors", next(iter([*pairs.other, *pairs.decided])).name)


def _judged(pairs: _Pairs, beside: tuple[str, ...]) -> Comparison:
    """All pairs, as many at once as there are cores: reading and rounding leave the interpreter to others."""
    found: dict[Likeness, str] = {}
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for pair, alike in zip(pairs.found, pool.map(lambda pair: likeness(*pair), pairs.found), strict=True):
            found.setdefault(alike, pair[1].name)
    sampled = "rounded" in found or any(head for _, _, head in pairs.found)
    if "unclear" in found:
        return Comparison("unknown", beside, "rounding", found["unclear"])
    if "differs" in found:
        return Comparison("other-weights", beside)
    return Comparison("same-tensors" if found.keys() == {"same"} else "converted", beside, sampled=sampled)


def _paired(decided: Sequence[Tensor], other: Sequence[Tensor]) -> _Pairs:
    """By name where a tensor of this name has the same shape, else by values."""
    named = {tensor.name: tensor for tensor in decided}
    pairs, left = _Pairs(), dict(named)
    for two in other:
        one = named.get(two.name)
        if one is not None and one.shape == two.shape:
            pairs.found.append((one, two, 0))
            del left[one.name]
        else:
            pairs.other.append(two)
    for two in list(pairs.other):
        match = next(_near(two, (one for one in left.values() if one.shape == two.shape)), None)
        if match:
            pairs.found.append((match[0], two, match[1]))
            pairs.other.remove(two)
            del left[match[0].name]
    pairs.decided = list(left.values())
    return pairs


def _near(two: Tensor, candidates: Iterable[Tensor]) -> Iterator[tuple[Tensor, int]]:
    for one in candidates:
        head = head_of(one, two)
        if head is not None:
            yield one, head


def _is_doubled(tensor: Tensor, pairs: _Pairs) -> bool:
    """Whether a tensor that is missing says the same as one that is there: output layers tied to the embedding."""
    alike = (one for one, _, _ in pairs.found if one.shape == tensor.shape and one.kind == tensor.kind)
    return any(likeness(one, tensor) == "same" for one in alike)
