#!/usr/bin/env bash
# lighteval's standard error of a metric that is no mean is about 32 times too small.
#
# Expected: beside a metric of the whole set (Matthews correlation, F1 of a corpus, BLEU) stands its standard error, which
# lighteval gets by drawing the samples a thousand times anew: the spread of the metric over those draws.
#
# Instead (seen on 2026-11-30): `bootstrap_stderr` returns the spread divided by the square root of the number of draws,
# as if the draws were samples: it says how well a thousand draws tell their own mean. Tried with a metric whose error is
# known, the mean of 100 samples of which half are right: 0.05, and 0.0016 is returned. In a run over 12 samples lighteval
# printed `acc 0.5833 ± 0.1486` and beneath it `mcc 0.4058 ± 0.0060`.
#
# Why it matters: two runs that cannot be told apart look dozens of standard errors apart, and a limit is met "surely" by
# a number that twelve samples cannot carry. Drop the error beside any metric whose `corpus_level_fn` is not `mean`.
#
# lm-evaluation-harness, from which the code comes, returns the spread itself. Not found documented.
#
# Versions: lighteval 0.13.0 with xxhash below 4. About 4 GB; with PYTHON=… of an environment that has it, nothing is
# installed.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python=${PYTHON:-$work/venv/bin/python}
if [ -z "${PYTHON:-}" ]; then
    python3 -m venv "$work/venv"
    "$work/venv/bin/pip" install --quiet --disable-pip-version-check lighteval==0.13.0 'xxhash<4' || exit 2
fi
cd "$work"
export HOME="$work" HF_HUB_OFFLINE=1 LIGHTEVAL_DISABLE_TQDM=1

cat >errors.py <<'EOF'
import numpy as np
from lighteval.metrics.utils.stderr import bootstrap_stderr, mean_stderr

if __name__ == "__main__":
    samples = [0.0, 1.0] * 50
    known, drawn = mean_stderr(samples), bootstrap_stderr(np.mean, samples, 1000)
    print(f"standard error of the mean of 100 samples: {known:.4f}; by drawing anew: {drawn:.4f}")
    print(f"times too small: {known / drawn:.0f} (the square root of 1000 is {1000**0.5:.0f})")
    raise SystemExit(0 if 25 < known / drawn < 40 else 1)
EOF
if ! "$python" errors.py; then
    echo "The standard error by drawing anew is no longer too small: look again."
    exit 1
fi
