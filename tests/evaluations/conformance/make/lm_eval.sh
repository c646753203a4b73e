#!/usr/bin/env bash
# Runs lm-evaluation-harness on tiny made-up tasks with its own dummy model, and leaves the results files in FOLDER.
#
#   bash tests/evaluations/conformance/make/lm_eval.sh FOLDER [PYTHON]
#
# PYTHON has lm_eval 0.4.13 installed; without it a virtual environment is made in a temporary folder. Outside CI. What
# each run prints is kept beside its file as NAME.txt: it is what `lm_eval.toml` calls the truth.
set -euo pipefail

folder=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python=${2:-$work/venv/bin/python}
if [ -z "${2:-}" ]; then
    python3 -m venv "$work/venv"
    "$python" -m pip install --quiet lm-eval==0.4.13
fi

cd "$work"
mkdir tasks
"$python" - <<'PY'
import json
from pathlib import Path

rows = [{"q": f"question {n}?", "choices": ["yes", "no", "maybe"], "gold": n % 3} for n in range(12)]
Path("questions.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
for task in ("likely_a", "likely_b", "likely_c"):
    Path(f"tasks/{task}.yaml").write_text(
        f"task: {task}\n"
        "dataset_path: json\n"
        "dataset_kwargs: {data_files: {test: questions.jsonl}}\n"
        "output_type: multiple_choice\n"
        "test_split: test\n"
        "doc_to_text: '{{q}}'\n"
        "doc_to_target: gold\n"
        "doc_to_choice: choices\n"
        "metric_list:\n"
        "  - {metric: acc, aggregation: mean, higher_is_better: true}\n"
    )
Path("shots.jsonl").write_text("".join(json.dumps({**row, "q": f"another {row['q']}"}) + "\n" for row in rows[:4]))
Path("tasks/written.yaml").write_text(
    "task: written\n"
    "dataset_path: json\n"
    "dataset_kwargs: {data_files: {test: questions.jsonl, train: shots.jsonl}}\n"
    "output_type: generate_until\n"
    "test_split: test\n"
    "fewshot_split: train\n"
    "doc_to_text: '{{q}}'\n"
    "doc_to_target: '{{choices[gold]}}'\n"
    "generation_kwargs: {until: ['\\n']}\n"
    "metric_list:\n"
    "  - {metric: exact_match, aggregation: mean, higher_is_better: true}\n"
    "filter_list:\n"
    "  - {name: 'lower, first', filter: [{function: lowercase}, {function: take_first}]}\n"
    "  - {name: yes-or-no, filter: [{function: regex, regex_pattern: '(yes|no)'}, {function: take_first}]}\n"
)
Path("tasks/pair.yaml").write_text(
    "group: pair\ntask: [likely_a, likely_b]\naggregate_metric_list: [{metric: acc, weight_by_size: true}]\n"
)
Path("tasks/all_three.yaml").write_text(
    "group: all_three\ntask: [pair, likely_c]\naggregate_metric_list: [{metric: acc, weight_by_size: false}]\n"
)
PY

sed -e 's/^task: written/task: voted/' -e 's/lower, first/majority/' \
    -e '/name: majority/s/function: take_first/function: majority_vote}, {function: take_first/' -e '/yes-or-no/d' \
    tasks/written.yaml >tasks/voted.yaml
echo 'repeats: 3' >>tasks/voted.yaml

run() {
    local name=$1
    shift
    "$python" -m lm_eval --model dummy --include_path tasks --output_path "out/$name" "$@" >"$folder/$name.txt" 2>&1
    find "out/$name" -name 'results_*.json' -exec cp {} "$folder/$name.json" \;
    "$python" - "$folder/$name.json" <<'PY'
import json
import sys
from pathlib import Path

file = Path(sys.argv[1])
said = json.loads(file.read_text())
said["pretty_env_info"] = ""
file.write_text(json.dumps(said, indent=1) + "\n")
PY
}

run lm-eval-nested-groups --model_args pretrained=/models/acme/chat-1/ --tasks all_three --limit 5
run lm-eval-predict-only --model_args pretrained=acme/chat-1 --tasks likely_a --predict_only
run lm-eval-no-name --tasks likely_a --limit 100
run lm-eval-few-shots --model_args pretrained=acme/chat-1 --tasks written --num_fewshot 2 --limit 0.5
run lm-eval-picked-samples --model_args pretrained=acme/chat-1,revision=v2 --tasks likely_a,likely_b \
    --samples '{"likely_a": [0, 3, 5], "likely_b": [1]}'
run lm-eval-repeats --model_args pretrained=acme/chat-1,revision=v2 --tasks voted
