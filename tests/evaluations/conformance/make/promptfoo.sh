#!/usr/bin/env bash
# Runs promptfoo with providers of its own making and writes the files that promptfoo.toml describes, with its own table.
#
# Usage: bash promptfoo.sh FOLDER, with Node 22.22 or newer. It installs the pinned release from npm into a temporary
# folder (about 1 GB) and asks no model. For a new release raise the version, run it, and compare what it prints with the
# description.
set -euo pipefail

into=$(mkdir -p "$1" && cd "$1" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
promptfoo=${PROMPTFOO:-$work/node_modules/.bin/promptfoo}
if [ -z "${PROMPTFOO:-}" ]; then
    npm init -y >/dev/null
    npm install --silent --no-audit --no-fund promptfoo@0.123.1
fi
export HOME="$work" PROMPTFOO_CONFIG_DIR="$work/config" PROMPTFOO_DISABLE_TELEMETRY=1 PROMPTFOO_DISABLE_UPDATE=1
export PROMPTFOO_DISABLE_REMOTE_GENERATION=true PROMPTFOO_SELF_HOSTED=1 NO_COLOR=1

cat >flaky.js <<'EOF'
module.exports = class {
  id() { return "custom:acme-chat"; }
  async callApi(prompt) {
    return prompt.includes("boom") ? { error: "API error 500" } : { output: prompt };
  }
};
EOF
cat >matrix.json <<'EOF'
{"prompts": ["Say {{x}}", "Shout {{x}}"], "providers": [{"id": "echo", "label": "tuned"}],
 "tests": [
  {"vars": {"x": "hello"}, "assert": [{"type": "contains", "value": "hello", "metric": "says"},
                                      {"type": "starts-with", "value": "Say", "metric": "tone"}]},
  {"vars": {"x": "bye"}}]}
EOF
cat >repeat.json <<'EOF'
{"prompts": ["Say {{x}}"], "providers": ["file://flaky.js"],
 "tests": [{"vars": {"x": "hello"}, "assert": [{"type": "contains", "value": "hello"}]},
           {"vars": {"x": "boom"}, "assert": [{"type": "contains", "value": "boom"}]},
           {"vars": {"x": "bye"}, "assert": [{"type": "contains", "value": "hello"}]}]}
EOF
cat >own-repeat.json <<'EOF'
{"prompts": ["Say {{x}}", "Ask {{x}}"], "providers": ["echo"],
 "defaultTest": {"assert": [{"type": "contains", "value": "Say"}]},
 "tests": [{"vars": {"x": ["1", "2"]}, "options": {"repeat": 3}}, {"vars": {"x": "3"}}]}
EOF
cat >weights.json <<'EOF'
{"prompts": ["Say {{x}}"], "providers": ["echo"],
 "tests": [
  {"vars": {"x": "hello"}, "threshold": 0.5,
   "assert": [{"type": "contains", "value": "hello", "metric": "says", "weight": 3},
              {"type": "starts-with", "value": "Shout", "metric": "tone"}]},
  {"vars": {"x": "bye"}, "assert": [{"type": "contains", "value": "hello", "metric": "says", "weight": 0},
                                    {"type": "starts-with", "value": "Say", "metric": "tone"}]}]}
EOF
cat >grader.js <<'EOF'
module.exports = class {
  id() { return "custom:grader"; }
  async callApi(prompt) {
    return prompt.includes("down") ? { error: "the grader is down" } : { output: '{"pass": true, "score": 0.75}' };
  }
};
EOF
cat >graded.json <<'EOF'
{"prompts": ["Say {{x}}"], "providers": ["echo"], "defaultTest": {"options": {"provider": "file://grader.js"}},
 "tests": [{"vars": {"x": "hello"}, "assert": [{"type": "llm-rubric", "value": "is kind", "metric": "kind"}]},
           {"vars": {"x": "down"}, "assert": [{"type": "llm-rubric", "value": "is kind", "metric": "kind"}]},
           {"vars": {"x": "bye"}, "assert": [{"type": "contains", "value": "hello"}]}]}
EOF

cat >score.js <<'EOF'
module.exports = () => ({ pass: true, score: 0.9, reason: "said so" });
EOF
cat >sets.json <<'EOF'
{"prompts": ["Say {{x}}"], "providers": ["echo"],
 "tests": [
  {"vars": {"x": "hello"}, "assert": [{"type": "assert-set", "threshold": 0.5, "metric": "set", "assert": [{"type": "contains", "value": "hello", "metric": "says"}, {"type": "contains", "value": "zzz", "metric": "says"}]}]},
  {"vars": {"x": "bye"}, "assert": [{"type": "assert-set", "metric": "set", "assert": [{"type": "contains", "value": "bye"}, {"type": "contains", "value": "zzz"}]}]},
  {"vars": {"x": "lev"}, "assert": [{"type": "levenshtein", "threshold": 20, "value": "Say leg", "metric": "near"}, {"type": "rouge-n", "value": "Say lev", "metric": "rouge"}]},
  {"vars": {"x": "py"}, "assert": [{"type": "javascript", "value": "0.25", "metric": "js", "threshold": 0.2}]},
  {"vars": {"x": "scf"}, "assertScoringFunction": "file://score.js", "assert": [{"type": "contains", "value": "zzz", "metric": "says"}]}]}
EOF

run() { # name, then more arguments; a failed test makes promptfoo exit with 100
    local name=$1 config=$2
    shift 2
    echo "== $name"
    "$promptfoo" eval --no-cache --no-progress-bar -c "$config" "$@" \
        -o "$name.json" "$name.yaml" "$name.jsonl" "$name.junit.xml" 2>&1 |
        grep -E "passed|failed|error|Pass Rate|Results" || true
    cp "$name".* "$into/"
}
run promptfoo-matrix matrix.json
run promptfoo-repeat repeat.json --repeat 2
run promptfoo-one-prompt matrix.json --filter-prompts Shout
run promptfoo-pattern repeat.json --filter-pattern hello
run promptfoo-own-repeat own-repeat.json --repeat 2
run promptfoo-weights weights.json
run promptfoo-graded graded.json
run promptfoo-sets sets.json
