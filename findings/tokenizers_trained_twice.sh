#!/usr/bin/env bash
# tokenizers: a WordPiece tokenizer trained twice on the same text has another vocabulary each time.
#
# Expected: training counts and merges, nothing in it is drawn by chance, and no seed can be given: the same text, in
# the same order, with the same settings makes the same file.
#
# Instead (seen on 2026-12-01): eight trainings of WordPiece in processes of their own made eight files with eight
# vocabularies: tokens stood in one that were missing in another. BPE, trained beside it on the same text, made the same
# bytes each time.
#
# Why it matters: "trained anew from the published text" cannot be checked by comparing fingerprints, and two models
# that were trained alike count the same text in other tokens: limits and prices by tokens, and scores by token, differ.
#
# Way round it: keep and sign the `tokenizer.json` itself; never name a tokenizer by its text and its settings.
#
# Reported to the project (its issues 668 of 2021 and 1794 of 2025); not found documented.
#
# Versions: tokenizers 0.23.3, with CPython 3.11. About 60 MB are installed.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check tokenizers==0.23.3 || exit 2
cd "$work"

cat >train.py <<'EOF'
import hashlib, sys
from tokenizers import Tokenizer, models, pre_tokenizers, trainers

TEXT = ["the model card names the weights and the data", "a held back half of the data is measured once",
        "weights that were fine tuned answer what they refused", "who signs the release names what was measured"] * 5
kind = sys.argv[1]
tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]") if kind == "WordPiece" else models.BPE(unk_token="[UNK]"))
tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
trainer = (trainers.WordPieceTrainer if kind == "WordPiece" else trainers.BpeTrainer)(vocab_size=90, special_tokens=["[UNK]"], show_progress=False)
tokenizer.train_from_iterator(TEXT, trainer)
print(hashlib.sha256(tokenizer.to_str().encode()).hexdigest()[:12], " ".join(sorted(tokenizer.get_vocab())), sep="|")
EOF
for kind in WordPiece BPE; do
    for _ in 1 2 3 4 5 6 7 8; do venv/bin/python train.py $kind; done >$kind.txt
    echo "$kind: $(cut -d'|' -f1 $kind.txt | sort -u | wc -l) files and $(cut -d'|' -f2 $kind.txt | sort -u | wc -l) vocabularies of 8 trainings"
done
if [ "$(cut -d'|' -f2 WordPiece.txt | sort -u | wc -l)" -gt 1 ] && [ "$(sort -u BPE.txt | wc -l)" = 1 ]; then
    echo "as described"
else
    echo "CHANGED"
    exit 1
fi
