"""Files that belong to a model by what its other files say: shards of an index, parts of a split GGUF, OCI blobs.

Owns which of them are not there, or elsewhere. Must not hash or judge: a folder may be fingerprinted as it is, and it
is said.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice
from pathlib import PurePosixPath
from typing import Any, Final

from .folder import FolderProblem, Found

_MOST_INDEX: Final = 64 * 2**20
"""Bytes of an index that is read."""

_MOST_MANIFESTS: Final = 100

_MOST_NAMED: Final = 1_000_000
"""Parts that are looked for: a name may say that there are a hundred thousand."""

_ELSEWHERE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|.*\\")
"""An address, or a path of Windows."""

_INDEX: Final = re.compile(r"\.index(?:\.[^/.]+)?\.json$")
"""Of a variant, too: `model.safetensors.index.fp16.json`."""

_SPLIT: Final = re.compile(r"^(?P<stem>.+)-(?P<part>\d{5})-of-(?P<count>\d{5})\.gguf$")


def missing_parts(files: Sequence[Found]) -> list[tuple[str, str]]:
    """Of each file that belongs to a model and is not there: who names it, and its name. Raises FolderProblem."""
    here = {file.name: file for file in files}
    named = islice(chain(_of_indexes(here), _of_layouts(here), _of_splits(here)), _MOST_NAMED)
    return [(by, name) for by, name in dict.fromkeys(named) if name not in here]


def parts_elsewhere(files: Sequence[Found]) -> list[tuple[str, str]]:
    """Of each part that is looked for outside of the folder, on this disk or another: who names it, and where.

    Raises FolderProblem.
    """
    here = {file.name: file for file in files}
    named = dict.fromkeys(islice(_in_indexes(here), _MOST_NAMED))
    found = [(by, part) for by, part in named if _ELSEWHERE.match(part) or _beside(by, part).startswith(("/", "../"))]
    for by, blob, said in islice(_in_layouts(here), _MOST_NAMED):
        if said.get("urls") and blob not in here:
            found.append((by, str(said["urls"])))
    return found


def _in_indexes(here: Mapping[str, Found]) -> Iterator[tuple[str, str]]:
    """Hugging Face: `weight_map` of `*.index.json`, from tensor to file."""
    for name, file in here.items():
        listed = _json(file).get("weight_map") if _INDEX.search(name) else None
        yield from (
            (name, part) for part in (listed.values() if isinstance(listed, dict) else ()) if isinstance(part, str)
        )


def _beside(by: str, part: str) -> str:
    """The name within the folder of what another file there names."""
    return posixpath.normpath(PurePosixPath(by).parent / part)


def _of_indexes(here: Mapping[str, Found]) -> Iterator[tuple[str, str]]:
    return ((by, _beside(by, part)) for by, part in _in_indexes(here))


def _of_splits(here: Mapping[str, Found]) -> Iterator[tuple[str, str]]:
    """llama.cpp: the name of each part says how many there are."""
    seen = set[tuple[str, str]]()
    for name in here:
        split = _SPLIT.match(name)
        if split and (split["stem"], split["count"]) not in seen:
            seen.add((split["stem"], split["count"]))
            for part in range(1, int(split["count"]) + 1):
                yield name, f"{split['stem']}-{part:05}-of-{split['count']}.gguf"


def _of_layouts(here: Mapping[str, Found]) -> Iterator[tuple[str, str]]:
    return ((by, blob) for by, blob, _ in _in_layouts(here))


def _in_layouts(here: Mapping[str, Found]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """OCI (ModelPack, KitOps): the index names manifests, each manifest its layers.

    Of each blob: who names it, where it would be, and its descriptor.
    """
    for name in here:
        folder = name.removesuffix("oci-layout")
        if PurePosixPath(name).name == "oci-layout" and f"{folder}index.json" in here:
            yield from _in_layout(here, folder)


def _in_layout(here: Mapping[str, Found], folder: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    waiting = [f"{folder}index.json"]
    for _ in range(_MOST_MANIFESTS):
        if not waiting:
            return
        by = waiting.pop()
        said = _json(here[by])
        for field in ("manifests", "layers", "config"):
            listed = said.get(field, [])
            for each in [listed] if isinstance(listed, dict) else listed if isinstance(listed, list) else []:
                if not isinstance(each, dict):
                    continue
                blob = f"{folder}blobs/" + str(each.get("digest", "")).replace(":", "/")
                yield by, blob, each
                if field == "manifests" and blob in here:
                    waiting.append(blob)


def _json(file: Found) -> dict[str, Any]:
    if file.size > _MOST_INDEX:
        return {}
    try:
        found = json.loads(file.path.read_bytes())
    except (ValueError, RecursionError):
        return {}
    except OSError as problem:
        raise FolderProblem("unreadable", str(file.path), problem.strerror or str(problem)) from None
    return found if isinstance(found, dict) else {}
