#!/usr/bin/env bash
# Aggregates instances judged by hand with HELM's own classes and writes the archive that helm.toml describes, with what
# HELM prints of each statistic.
#
# Usage: bash helm.sh FOLDER. It installs the pinned release without its dependencies (6 GB), of which these classes need
# few. For a new release raise the version, run it, and compare what it prints with the description.
set -euo pipefail

into=$(mkdir -p "$1" && cd "$1" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check --no-deps crfm-helm==0.5.16
"$work/venv/bin/pip" install --quiet --disable-pip-version-check filelock pyhocon tqdm dacite cattrs requests pyyaml \
    zstandard importlib-resources numpy colorlog sqlitedict retrying mako
cd "$work"

cat >runs.py <<'EOF'
"""Two runs of HELM's own classes: instances judged by hand, aggregated by HELM."""
import json, sys, os
from helm.benchmark.metrics.metric import compute_worst_case_metrics, add_context
from helm.benchmark.metrics.metric_name import MetricName, MetricContext
from helm.benchmark.metrics.statistic import Stat, merge_stat
from helm.benchmark.augmentations.perturbation_description import PerturbationDescription
from helm.benchmark.scenarios.scenario import Instance, Input
from helm.benchmark.run_spec import RunSpec
from helm.benchmark.scenarios.scenario import ScenarioSpec
from helm.benchmark.adaptation.adapter_spec import AdapterSpec
from helm.benchmark.metrics.metric import MetricSpec
from helm.common.general import asdict_without_nones
from dataclasses import replace

TYPOS = PerturbationDescription(name="misspelling", robustness=True)

def run(folder, spec, trials, perturbed):
    os.makedirs(folder, exist_ok=True)
    total = {}
    for trial in trials:
        results, sizes = {}, {}
        for number, (split, right) in enumerate(trial):
            for alter in ((None, TYPOS) if perturbed else (None,)):
                inst = Instance(Input(text=f"q{number}"), [], split=split, id=f"id{number}", perturbation=alter)
                value = right if alter is None else right and number % 2 == 0
                stats = [Stat(MetricName("exact_match")).add(bool(value)), Stat(MetricName("num_prompt_tokens")).add(350 + number), Stat(MetricName("training_co2_cost")), Stat(MetricName("finish_reason_stop")).add(1)]
                results[inst] = [add_context(s, MetricContext.from_instance(inst)) for s in stats]
                key = MetricName("num_instances", split=split, perturbation=alter)
                sizes[key] = sizes.get(key, 0) + 1
        this = {}
        for stats in results.values():
            for s in stats: merge_stat(this, s)
        for s in compute_worst_case_metrics(results): merge_stat(this, s)
        for key, size in sizes.items(): merge_stat(this, Stat(key).add(size))
        for s in this.values(): merge_stat(total, s.take_mean())
    json.dump([asdict_without_nones(s) for s in total.values()], open(f"{folder}/stats.json", "w"), indent=2)
    json.dump(asdict_without_nones(spec), open(f"{folder}/run_spec.json", "w"), indent=2)
    for s in total.values():
        if s.name.name == "exact_match": print(spec.name, s)

def spec(name, subject, most, trials):
    return RunSpec(name=name, scenario_spec=ScenarioSpec(class_name="helm.benchmark.scenarios.mmlu_scenario.MMLUScenario", args={"subject": subject}),
        adapter_spec=AdapterSpec(method="multiple_choice_joint", model="acme/chat-1", model_deployment="acme-cloud/chat-1", max_eval_instances=most, num_train_trials=trials),
        metric_specs=[MetricSpec(class_name="helm.benchmark.metrics.basic_metrics.BasicGenerationMetric", args={"names": ["exact_match"]})], groups=["mmlu"])

out = sys.argv[1]
head = "mmlu:subject=%s,method=multiple_choice_joint,model=acme_chat-1"
run(f"{out}/plain", spec(head % "philosophy", "philosophy", 10, 1), [[("test", n in (0, 3, 4)) for n in range(9)] + [("valid", True)]], False)
run(f"{out}/perturbed", spec(head % "anatomy", "anatomy", 1000, 3), [[("test", (n + t) % 3 > 0) for n in range(8)] for t in range(3)], True)
EOF

"$work/venv/bin/python" runs.py "$work/runs"
python3 -m zipfile -c "$into/helm.zip" runs
