"""The Manifests port: a manifest that a builder handed in, read in confinement.

Owns what is said of one that is none. Must not know how a reading is confined.
"""

from __future__ import annotations

from typing import Final

from bot.model_files.manifest import Manifest
from bot.model_files.manifest_reading import MOST_BYTES, read_manifest
from bot.model_files.problems import ModelFilesProblem
from bot.ports.confinement import Confinement, ReadingStopped
from bot.ports.manifest_reader import ManifestSummary, UnreadableManifest

MODULES: Final = ("bot.model_files.confined_manifests",)
"""What a reading needs."""

_PART_BYTES: Final = 2**20

_MOST_PARTS: Final = 500

_LONGEST: Final = 200
"""Characters that are shown of what stands in a file."""


class ConfinedManifests:
    """The Manifests port."""

    def __init__(self, confinement: Confinement) -> None:
        self._confinement = confinement

    async def read(self, data: bytes) -> ManifestSummary:
        """What a manifest says. Raises UnreadableManifest."""
        if len(data) > MOST_BYTES:
            raise UnreadableManifest("model-files-manifest-large", most=MOST_BYTES // 2**20)
        try:
            return await self._confinement.call(summary_of, data)
        except ReadingStopped as stopped:
            raise UnreadableManifest(f"reading-{stopped.problem}", **stopped.params) from stopped


def summary_of(data: bytes) -> ManifestSummary:
    """Fingerprint, number and size of the files a manifest names. Raises UnreadableManifest."""
    try:
        manifest = read_manifest(data)
    except ModelFilesProblem as problem:
        said = {key: _short(value) for key, value in problem.text.params.items()}
        raise UnreadableManifest(problem.text.id, **said) from None
    return ManifestSummary(manifest.fingerprint, len(manifest.files), manifest.size, _parts(manifest))


def _parts(manifest: Manifest) -> tuple[str, ...]:
    """Licences, read-me files and tokenizers are shared by models that have nothing else in common: only what is large
    or of unknown size tells a model.
    """
    large = [file for file in manifest.files if file.size is None or file.size >= _PART_BYTES]
    ordered = sorted(large, key=lambda file: (-(file.size or 0), file.sha256))
    return tuple(dict.fromkeys(file.sha256 for file in ordered[:_MOST_PARTS]))


def _short(value: object) -> str | int:
    return value if isinstance(value, int) else str(value)[:_LONGEST]
