#!/usr/bin/env bash
# Runs garak against its own test generators, and leaves the reports in FOLDER.
#
#   bash tests/evaluations/conformance/make/garak.sh FOLDER [PYTHON]
#
# PYTHON has garak 0.17.1 installed; without it a virtual environment is made in a temporary folder (3 GB). Outside CI.
# What each run prints is kept beside its report as NAME.txt: it is what `garak.toml` calls the truth.
set -euo pipefail

folder=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python=${2:-$work/venv/bin/python}
if [ -z "${2:-}" ]; then
    python3 -m venv "$work/venv"
    "$python" -m pip install --quiet garak==0.17.1
fi

cd "$work"
export HOME="$work" XDG_DATA_HOME="$work/data" XDG_CACHE_HOME="$work/cache" XDG_CONFIG_HOME="$work/config" HF_HUB_OFFLINE=1
reports=$work/data/garak/garak_runs

large='^{"entry_type": "digest"\|^{"entry_type": "plugin_cache"'
run() {
    local name=$1
    shift
    "$python" -m garak --narrow_output --target_type test.Repeat --target_name chat-1 --seed 5 --report_prefix "$name" "$@" \
        >"$folder/$name.txt" 2>&1
    # The digest, which repeats what stands above it, and the list of plugins would make the file large.
    grep -v "$large" "$reports/$name.report.jsonl" \
        | sed -e "s|$work|/work|g" -e 's|"/[^"]*/site-packages/|"site-packages/|g' >"$folder/$name.jsonl"
}

run garak-threshold --probes test.Blank --detectors always.Random --eval_threshold 0.9 --generations 12
run garak-unknown-probe --probes test.Blank,nosuch.Probe --detectors always.Fail --skip_unknown --generations 2
printf 'run:\n  soft_probe_prompt_cap: 3\n' >cap.yaml
run garak-cap --config cap.yaml --probes test.Blank,phrasing.PastTense --detectors always.Fail --generations 1

run garak-level --spec probes.test.Blank --detectors always.Random --generations 40 --bootstrap_confidence_level 0.8
large='^{"entry_type": "digest"'
run garak-detector-missing --spec probes.lmrc.SexualContent,probes.lmrc.QuackMedicine --generations 2

"$python" -m garak.analyze.aggregate_reports -o "$work/joined.jsonl" "$reports"/garak-threshold.report.jsonl \
    "$reports"/garak-unknown-probe.report.jsonl >"$folder/garak-aggregated.txt" 2>&1
grep -v -e '^{"entry_type": "digest"' -e '^{"entry_type": "plugin_cache"' "$work/joined.jsonl" \
    | sed -e "s|$work|/work|g" -e 's|"/[^"]*/site-packages/|"site-packages/|g' >"$folder/garak-aggregated.jsonl"
