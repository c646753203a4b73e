#!/usr/bin/env bash
# Makes `signed_by_model_signing_1_1_1.sig` anew with the real tool, over the files that `model_folders.SIGNED` names.
#
# Outside of CI: it installs model-signing and what it needs, forty packages, for one file of two kilobytes. The key is
# made for it and thrown away; the tests read which bytes were signed, and never who signed them.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

python3 -m venv "$work/venv"
# pyOpenSSL: the tool imports it and does not ask for it
"$work/venv/bin/pip" install --quiet --disable-pip-version-check model-signing==1.1.1 pyOpenSSL==26.4.0

python3 - "$here/model_folders.py" "$work/model" <<'PYTHON'
import ast
import pathlib
import sys

source, place = map(pathlib.Path, sys.argv[1:])
body = ast.parse(source.read_text(encoding="utf-8")).body
[signed] = [node.value for node in body if isinstance(node, ast.Assign) and node.targets[0].id == "SIGNED"]
for name, data in ast.literal_eval(signed).items():
    (place / name).parent.mkdir(parents=True, exist_ok=True)
    (place / name).write_bytes(data)
PYTHON

openssl ecparam -name prime256v1 -genkey -noout -out "$work/key.pem"
"$work/venv/bin/model_signing" sign key "$work/model" --private_key "$work/key.pem" --signature "$work/model.sig"
cp "$work/model.sig" "${1:-$here/signed_by_model_signing_1_1_1.sig}"
