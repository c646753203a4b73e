#!/usr/bin/env bash
# GGUFWriter drops a key whose value is an empty string or an empty list, and counts as if it had never been added.
#
# Expected: what is added is written. The format has strings of length 0 and arrays of length 0, and "stated as empty" is
# another thing than "not stated".
#
# Instead (seen on 2026-11-29): `add_string(key, "")` and `add_array(key, [])` return like every other call, and the file
# has no such key. There is no error and no warning. False, 0 and 0.0 are written. The reader of the same package reads
# a file with an empty string, written by hand, without trouble: the format is not the reason.
# For lists it was decided so (an empty list has no type of its elements); a string has one.
#
# Why it matters: metadata of a model (an empty chat template that switches a default off, an empty list of languages, an
# empty licence note) is lost on the way through a tool that copies keys with this writer, and whoever compares the
# metadata of two files of one model finds a difference that nobody made.
#
# Versions: gguf 0.19.0 with numpy 2.4.6.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check gguf==0.19.0 numpy==2.4.6 || exit 2
cd "$work"

cat >look.py <<'EOF'
import struct
import sys
from importlib.metadata import version

from gguf import GGUFReader, GGUFValueType, GGUFWriter


def keys(name: str) -> list[str]:
    return [key for key in GGUFReader(name).fields if not key.startswith(("GGUF.", "general."))]


print("gguf", version("gguf"))
added = {"x.text": "", "x.list": [], "x.no": False, "x.zero": 0, "x.none": 0.0}
writer = GGUFWriter("written.gguf", "llama")
writer.add_string("x.text", added["x.text"])
writer.add_array("x.list", added["x.list"])
writer.add_bool("x.no", added["x.no"])
writer.add_uint32("x.zero", added["x.zero"])
writer.add_float32("x.none", added["x.none"])
writer.write_header_to_file()
writer.write_kv_data_to_file()
writer.write_tensors_to_file()
writer.close()

key = b"x.text"
pair = struct.pack("<Q", len(key)) + key + struct.pack("<IQ", GGUFValueType.STRING, 0)
with open("by-hand.gguf", "wb") as file:
    file.write(b"GGUF" + struct.pack("<IQQ", 3, 0, 1) + pair + bytes(64))
by_hand = GGUFReader("by-hand.gguf").fields["x.text"].contents()

written = keys("written.gguf")
print(f"expected: {sorted(added)}")
print(f"seen: {sorted(written)}; an empty string in a file made by hand is read as {by_hand!r}")
as_described = sorted(written) == ["x.no", "x.none", "x.zero"] and by_hand == ""
print("as described" if as_described else "CHANGED")
sys.exit(0 if as_described else 1)
EOF
venv/bin/python look.py
