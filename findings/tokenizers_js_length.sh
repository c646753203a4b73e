#!/usr/bin/env bash
# tokenizers in Python and @huggingface/tokenizers in JavaScript: one cuts at the length the file states, one does not.
#
# Expected: `tokenizer.json` says how a text becomes tokens; both packages of one publisher read it alike.
#
# Instead (seen on 2026-12-01): a file that states a truncation at 10 tokens gives 10 in Python and 31 in JavaScript,
# which passes over that part of the file without a word.
#
# Why it matters: what was measured with cut inputs is served with whole ones (or the other way round); limits by tokens
# and counts for prices differ between the evaluation and the product with one and the same file.
#
# Way round it: cut by one's own code in both, and check the count for one long text.
#
# Not found documented.
#
# Versions: tokenizers 0.23.3, @huggingface/tokenizers 0.2.0, with CPython 3.11 and Node 20. Needs npm. About 60 MB are
# installed.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check tokenizers==0.23.3 || exit 2
cd "$work"
npm install --silent --no-fund --no-audit @huggingface/tokenizers@0.2.0 >/dev/null 2>&1 || exit 2

cat >cut.py <<'EOF'
from tokenizers import Tokenizer, models, pre_tokenizers

tokenizer = Tokenizer(models.BPE({"<unk>": 0, "a": 1, "b": 2}, [], unk_token="<unk>"))
tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
tokenizer.enable_truncation(10)
tokenizer.save("tokenizer.json")
print("Python:", len(Tokenizer.from_file("tokenizer.json").encode("a b " * 15 + "a").ids))
EOF
cat >cut.mjs <<'EOF'
import fs from "node:fs";
import { Tokenizer } from "@huggingface/tokenizers";

const tokenizer = new Tokenizer(JSON.parse(fs.readFileSync("tokenizer.json")), {});
console.log("JavaScript:", tokenizer.encode("a b ".repeat(15) + "a").ids.length);
EOF
{ venv/bin/python cut.py && node cut.mjs; } | tee seen.txt
if [ "$(cat seen.txt)" = "$(printf 'Python: 10\nJavaScript: 31')" ]; then
    echo "as described"
else
    echo "CHANGED"
    exit 1
fi
