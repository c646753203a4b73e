"""Which formats may leave in which release form: one table, as data.

Owns the table. What a form's bytes are is for the signed decision to say; this says what no decision can allow: a file
that is not there, weights in the open where encrypted ones were decided, encrypted ones where people shall run them,
for which an archive nobody can look into is taken. What is in an archive may leave where it might by itself.
"""

from __future__ import annotations

from typing import Final

_TABLE: Final = """
                             protected hosted inference-api fine-tuning-api encrypted-weights gated-download open-weights open-everything
safetensors                  yes       yes    yes           yes             no                yes            yes          yes
safetensors-adapter          yes       yes    yes           yes             no                yes            yes          yes
safetensors-mlx              yes       yes    yes           yes             no                yes            yes          yes
safetensors-encrypted        yes       yes    yes           yes             yes               no             no           no
safetensors-partly-encrypted yes       yes    yes           yes             no                no             no           no
gguf                         yes       yes    yes           yes             no                yes            yes          yes
gguf-adapter                 yes       yes    yes           yes             no                yes            yes          yes
pytorch-zip                  yes       yes    yes           yes             no                yes            yes          yes
pickle                       yes       yes    yes           yes             no                yes            yes          yes
numpy                        yes       yes    yes           yes             no                yes            yes          yes
hdf5                         yes       yes    yes           yes             no                yes            yes          yes
keras                        yes       yes    yes           yes             no                yes            yes          yes
onnx                         yes       yes    yes           yes             no                yes            yes          yes
tflite                       yes       yes    yes           yes             no                yes            yes          yes
tensorrt                     yes       yes    yes           yes             no                yes            yes          yes
coreml                       yes       yes    yes           yes             no                yes            yes          yes
optimizer-state              yes       yes    yes           yes             no                yes            yes          yes
archive                      yes       yes    yes           yes             no                yes            yes          yes
closed-archive               yes       yes    yes           yes             no                no             no           no
lfs-pointer                  no        no     no            no              no                no             no           no
json                         yes       yes    yes           yes             yes               yes            yes          yes
text                         yes       yes    yes           yes             yes               yes            yes          yes
large-text                   yes       yes    yes           yes             no                yes            yes          yes
empty                        yes       yes    yes           yes             yes               yes            yes          yes
unknown                      yes       yes    yes           yes             no                yes            yes          yes
"""  # noqa: E501  a table is read across
"""Forms by the key that the framework gives them; a form that stands in no column cannot be told."""


def _read(table: str) -> dict[str, dict[str, bool]]:
    forms, *rows = (line.split() for line in table.strip().splitlines())
    return {kind: {form: said == "yes" for form, said in zip(forms, cells, strict=True)} for kind, *cells in rows}


PERMITTED: Final = _read(_TABLE)
"""Format -> form's key -> whether files of it may leave in that form."""
