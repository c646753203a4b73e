#!/usr/bin/env bash
# Saving an ONNX model again leaves the weights of before in the file beside it, where nothing names them any more.
#
# Expected: `onnx.save(model, "release/model.onnx", save_as_external_data=True, location="weights.bin")` over a model that
# is there writes a folder that holds this model, or refuses, as it does where the model lies in the current folder.
#
# Instead (seen on 2026-11-30): the refusal (FileExistsError) looks for `weights.bin` in the current folder, not beside
# the model. In any other folder the new weights are appended, the model's offsets point behind the old ones, and those
# stay. The model loads rightly and `onnx.checker` accepts it; the file is three times as large after three saves.
#
# Why it matters: what is released holds weights that nobody decided about, such as those from before safety training,
# and the same model saved into an empty folder has another fingerprint. Save into an empty folder, and hold the sum of
# the tensors' lengths against the size of the file.
#
# The appending is known upstream since 2024, and the refusal was made against it; that it looks elsewhere was not found
# reported.
#
# Versions: onnx 1.23.2, numpy 2.4.6.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check onnx==1.23.2 numpy==2.4.6 || exit 2
cd "$work"

cat >look.py <<'EOF'
import sys
from importlib.metadata import version
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper


def model(value: float) -> onnx.ModelProto:
    """One product, whose weights are all the same."""
    weight = numpy_helper.from_array(np.full((1000, 100), value, dtype="float32"), "weight")
    given = helper.make_tensor_value_info("x", TensorProto.FLOAT, [1, 1000])
    found = helper.make_tensor_value_info("y", TensorProto.FLOAT, [1, 100])
    product = helper.make_node("MatMul", ["x", "weight"], ["y"])
    return helper.make_model(helper.make_graph([product], "one", [given], [found], [weight]))


def saved(value: float, path: Path) -> int:
    """Bytes of the weights beside the model afterwards."""
    onnx.save(model(value), str(path), save_as_external_data=True, location="weights.bin")
    return (path.parent / "weights.bin").stat().st_size


saved(1.0, Path("model.onnx"))
try:
    saved(2.0, Path("model.onnx"))
    refused = "not refused"
except FileExistsError as problem:
    refused = str(problem)
Path("weights.bin").unlink()
released = Path("release/model.onnx")
released.parent.mkdir()
sizes = [saved(value, released) for value in (1.0, 2.0, 3.0)]
onnx.checker.check_model(str(released))
[weight] = onnx.load(str(released)).graph.initializer
kept = sorted(set(np.fromfile(released.parent / "weights.bin", "float32").tolist()))
print("onnx", version("onnx"))
print("a second save in the current folder:", refused)
print("bytes of the weights after each save:", sizes, "of which the model names 400000")
print("the model's weights:", numpy_helper.to_array(weight)[0, 0], "| values in the file:", kept)
as_described = refused.startswith("External data file exists") and sizes == [400000, 800000, 1200000]
as_described = as_described and kept == [1.0, 2.0, 3.0]
print("as described" if as_described else "CHANGED")
sys.exit(0 if as_described else 1)
EOF
venv/bin/python look.py
