#!/usr/bin/env bash
# fairlearn: a group in which nobody is positive counts as one of which nobody is found.
#
# Expected: the true positive rate of a group without a positive is not defined; a difference between groups leaves it
# out, or is not defined either, or says that it could not be taken.
#
# Instead (seen on 2026-12-01): the rate of such a group is 0.0, without a warning, and
# `equal_opportunity_difference` is 1.0, the worst there is, for a classifier that makes no mistake at all.
# `equalized_odds_ratio` is 0.0. With one found positive more in the group, both say that all is well.
#
# Why it matters: small groups are where this happens, and they are what an audit of fairness looks at; a threshold on
# the difference fails, or worse, somebody learns to wave such failures through. `MetricFrame.difference()` has the
# same 0.
#
# Way round it: count the positives of each group first (`MetricFrame` with `count` of those with label 1), and say of
# groups without any that nothing was measured.
#
# Not found documented.
#
# Versions: fairlearn 0.15.0, scikit-learn 1.9.1, with CPython 3.11. About 400 MB are installed.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check fairlearn==0.15.0 scikit-learn==1.9.1 || exit 2
cd "$work"

cat >nobody.py <<'EOF'
import warnings
from fairlearn.metrics import MetricFrame, equal_opportunity_difference, equalized_odds_ratio, true_positive_rate

def told(name, truth, found, groups):
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        difference = equal_opportunity_difference(truth, found, sensitive_features=groups)
        ratio = equalized_odds_ratio(truth, found, sensitive_features=groups)
        rates = MetricFrame(metrics=true_positive_rate, y_true=truth, y_pred=found, sensitive_features=groups).by_group
    print(f"{name}: rates {[float(rate) for rate in rates]}, difference {difference}, ratio {ratio}, warnings {len(heard)}")

told("b without a positive", [1, 0, 1, 0, 0, 0], [1, 0, 1, 0, 0, 0], list("aaabbb"))
told("b with one", [1, 0, 1, 0, 0, 0, 1], [1, 0, 1, 0, 0, 0, 1], list("aaabbbb"))
EOF
venv/bin/python nobody.py | tee seen.txt
if grep -q "^b without a positive: rates \[1.0, 0.0\], difference 1.0, ratio 0.0, warnings 0$" seen.txt &&
    grep -q "^b with one: rates \[1.0, 1.0\], difference 0.0" seen.txt; then
    echo "as described"
else
    echo "CHANGED"
    exit 1
fi
