#!/usr/bin/env bash
# Chat templates: the same template makes other prompts in Python, in Rust's minijinja and in JavaScript.
#
# Expected: a model's chat template says what its prompt is; the engines that render it (jinja2 in transformers,
# minijinja in Rust servers, @huggingface/jinja in browsers and Node) are meant to agree on what templates use.
#
# Instead (seen on 2026-12-01), each without an error: `{{ none }}` and `{{ true }}` are "None" and "True" in jinja2 and
# minijinja, nothing and "true" in JavaScript; 1.0 is "1.0" or "1", as text and in `tojson`; `lstrip('#')` takes
# nothing away in JavaScript, which heeds no argument; `tojson` in minijinja writes an apostrophe as \u0027, so the
# arguments of a tool reach the model otherwise spelled.
#
# Why it matters: what was red-teamed under one server is served by another with other prompts, though weights, template
# and fingerprints are the same. Tools with default values and apostrophes in their descriptions are enough.
#
# Way round it: keep the rendered prompts of the evaluation and compare them with those of the serving engine for a few
# conversations with tools, empty values and numbers; name the renderer beside the result.
#
# Not found documented side by side; minijinja documents its escaping in `tojson`.
#
# Versions: jinja2 3.1.6, minijinja 3.1.0, @huggingface/jinja 0.5.11, with CPython 3.11 and Node 20. Needs npm. About
# 15 MB are installed.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check jinja2==3.1.6 minijinja==3.1.0 || exit 2
cd "$work"
npm install --silent --no-fund --no-audit @huggingface/jinja@0.5.11 >/dev/null 2>&1 || exit 2

cat >templates.json <<'EOF'
{
  "nothing": "[{{ unit }}]",
  "yes": "{{ strict }}",
  "a number": "{{ temperature }} {{ limits | tojson }}",
  "without marks": "{{ '##Tools'.lstrip('#') }}",
  "a tool": "{{ words | tojson }}"
}
EOF
cat >render.py <<'EOF'
import json
import jinja2.sandbox, minijinja

values = {"unit": None, "strict": True, "temperature": 1.0, "limits": {"top": 2.0}, "words": ["the user's city"]}
python = jinja2.sandbox.ImmutableSandboxedEnvironment()
python.filters["tojson"] = lambda value: json.dumps(value, ensure_ascii=False)  # as transformers sets it
rust = minijinja.Environment()
for name, template in json.load(open("templates.json")).items():
    print(name, "|", python.from_string(template).render(values), "|", rust.render_str(template, **values))
EOF
cat >render.mjs <<'EOF'
import fs from "node:fs";
import { Template } from "@huggingface/jinja";

const values = { unit: null, strict: true, temperature: 1.0, limits: { top: 2.0 }, words: ["the user's city"] };
for (const template of Object.values(JSON.parse(fs.readFileSync("templates.json"))))
  console.log(new Template(template).render(values));
EOF
paste -d'|' <(venv/bin/python render.py) <(node render.mjs) | sed 's/ *| */ | /g' | tee seen.txt
cat >expected.txt <<'EOF'
nothing | [None] | [None] | []
yes | True | True | true
a number | 1.0 {"top": 2.0} | 1.0 {"top": 2.0} | 1 {"top": 2}
without marks | Tools | Tools | ##Tools
a tool | ["the user's city"] | ["the user\u0027s city"] | ["the user's city"]
EOF
if cmp -s seen.txt expected.txt; then
    echo "as described"
else
    echo "CHANGED"
    exit 1
fi
