#!/usr/bin/env bash
# gguf writes quantised weights of a big-endian file in little-endian order; its own converter says the opposite order.
#
# Expected: one package has one idea of a big-endian GGUF file. What GGUFWriter(endianess=BIG) writes is what
# `gguf-convert-endian FILE big` makes of the same little-endian file, and turning it back gives the same weights.
#
# Instead (seen on 2026-11-29): floats agree, quantised tensors do not. The writer swaps by the array's dtype, and a block
# of Q8_0 is an array of bytes, so its 16-bit scale stays little-endian; the converter swaps the scale. The two files
# differ, the header of both says big-endian, and converting the writer's file to little-endian gives weights that are
# wrong by a factor, without a word. The reader goes with the writer: `dequantize(tensor.data, ...)` of a file from the
# converter is wrong in the same way, while the float tensors of that file are right.
#
# Why it matters: somebody compares a released model with the audited one by its values, or its digests, on files in both
# orders: sixty-four weights between -1 and 1 come out between -0.016 and 0.016. Whether a big-endian file holds the
# audited weights cannot be told from the file alone; a checker had better say "cannot tell" than "other weights".
#
# Versions: gguf 0.19.0 with numpy 2.4.6.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check gguf==0.19.0 numpy==2.4.6 || exit 2
cd "$work"

cat >look.py <<'EOF'
import shutil
import subprocess
import sys
from importlib.metadata import version

import gguf
import numpy as np
from gguf import GGMLQuantizationType, GGUFEndian, GGUFReader, GGUFWriter

WEIGHTS = np.linspace(-1, 1, 64, dtype=np.float32).reshape(2, 32)
Q8_0 = GGMLQuantizationType.Q8_0


def write(name: str, order: GGUFEndian) -> None:
    writer = GGUFWriter(name, "llama", endianess=order)
    writer.add_tensor("quantised", gguf.quantize(WEIGHTS, Q8_0), raw_dtype=Q8_0)
    writer.add_tensor("floats", WEIGHTS)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def convert(source: str, name: str, order: str) -> None:
    shutil.copy(source, name)
    command = [sys.executable, "-m", "gguf.scripts.gguf_convert_endian", name, order]
    subprocess.run(command, input="YES\n", text=True, capture_output=True, check=True)


def first(name: str) -> tuple[str, float, float]:
    reader = GGUFReader(name)
    tensors = {tensor.name: tensor for tensor in reader.tensors}
    quantised = gguf.dequantize(tensors["quantised"].data, Q8_0)
    order = "big" if reader.byte_order == "S" else "little"
    return order, round(float(quantised[0][0]), 3), round(float(tensors["floats"].data[0][0]), 3)


print("gguf", version("gguf"), "numpy", version("numpy"))
print("expected: the first weight is -1.0 in every file, quantised or not")
write("little.gguf", GGUFEndian.LITTLE)
write("big-written.gguf", GGUFEndian.BIG)
convert("little.gguf", "big-converted.gguf", "big")
convert("big-written.gguf", "little-again.gguf", "little")
convert("big-converted.gguf", "little-there-and-back.gguf", "little")
names = ["little", "big-written", "big-converted", "little-again", "little-there-and-back"]
seen = {name: first(f"{name}.gguf") for name in names}
for name, (order, quantised, floats) in seen.items():
    print(f"seen: {name} ({order}): quantised {quantised}, floats {floats}")
as_described = [round(seen[name][1], 2) for name in names] == [-1.0, -1.0, -0.02, -0.02, -1.0]
as_described &= all(floats == -1.0 for _, _, floats in seen.values())
print("as described" if as_described else "CHANGED")
sys.exit(0 if as_described else 1)
EOF
venv/bin/python look.py
