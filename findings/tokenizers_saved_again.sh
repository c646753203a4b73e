#!/usr/bin/env bash
# tokenizers: a Unigram tokenizer that is loaded and saved has other numbers in its file.
#
# Expected: what is loaded and saved unchanged is the same file, or at least holds the same numbers: JSON written with
# enough digits is read back exactly.
#
# Instead (seen on 2026-12-01): the scores are written with all their digits and read with the quick parser of
# serde_json, which may miss the nearest double by one; saved again, some of them differ in their last digit, and the
# file has another fingerprint. A third file equals the second.
#
# Why it matters: a pipeline that only loads and saves a model's tokenizer (to push it, to add a chat template) breaks
# the fingerprint that was audited, with nothing changed by anybody; and the tokenizer that was measured in the process
# that trained it is not, to the last digit, the one that ships.
#
# Way round it: copy `tokenizer.json` as a file; where it must be saved, fingerprint what was saved and loaded once.
#
# Not found documented for this format (serde_json documents `float_roundtrip` as a choice of whoever builds it).
#
# Versions: tokenizers 0.23.3, with CPython 3.11. About 60 MB are installed.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check tokenizers==0.23.3 || exit 2
cd "$work"

cat >again.py <<'EOF'
import json, math
from tokenizers import Tokenizer, models

scores = [("<unk>", 0.0)] + [(f"t{number}", -math.log(number + 1.5)) for number in range(2000)]
Tokenizer(models.Unigram(scores, 0, False)).save("first.json")
Tokenizer.from_file("first.json").save("second.json")
Tokenizer.from_file("second.json").save("third.json")
first, second = (json.load(open(name))["model"]["vocab"] for name in ("first.json", "second.json"))
other = [(a, b) for (_, a), (_, b) in zip(first, second) if a != b]
print(f"{len(other)} of {len(first)} scores differ, at most by {max(abs(a - b) for a, b in other) if other else 0:.1e}")
EOF
venv/bin/python again.py | tee seen.txt
first=$(sha256sum <first.json) second=$(sha256sum <second.json) third=$(sha256sum <third.json)
printf 'first  %s\nsecond %s\nthird  %s\n' "$first" "$second" "$third"
if [ "$first" != "$second" ] && [ "$second" = "$third" ] && ! grep -q '^0 of' seen.txt; then
    echo "as described"
else
    echo "CHANGED"
    exit 1
fi
