#!/usr/bin/env bash
# pytest: a test of which one part was skipped stands in the JUnit report as a test that was skipped.
#
# Expected: a test with three subtests of which one is skipped passed, as the terminal says ("1 passed, 1 skipped, 2
# subtests passed"), and the report says so, or has the skipped part as a case of its own.
#
# Instead (seen on 2026-11-30): the `<skipped>` of the part stands inside the case of the whole test, which is how a test
# that was skipped looks, word for word. The same with a part that is expected to fail (`xfail`), for `subtests` and for
# unittest's `subTest`. The parts that passed stand nowhere. Who counts cases finds no test that ran.
#
# Why it matters: tests of a model's answers go over many prompts in one test, and skip those that do not apply. One of
# them takes the test, with all that it found, out of the rate of passed tests; a rate is then over other tests than
# people think. A part that fails is not lost: its `<failure>` stands in the same case.
#
# Not found documented. That passed subtests have no case of their own is said in pytest's documentation.
#
# Versions: pytest 9.2.0 (subtests are part of it since 9.0).
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check pytest==9.2.0 || exit 2
cd "$work"

cat >test_topics.py <<'EOF'
import pytest


def test_topics(subtests):
    for topic in ("law", "bio", "health"):
        with subtests.test(topic=topic):
            if topic == "bio":
                pytest.skip("not for this model")


@pytest.mark.skip(reason="not for this model")
def test_bio():
    pass
EOF
venv/bin/python -m pytest -q -p no:cacheprovider --junitxml=report.xml test_topics.py | tail -1 >last.txt

cat >look.py <<'EOF'
import sys
import xml.etree.ElementTree as ET
from importlib.metadata import version
from pathlib import Path

said = Path("last.txt").read_text().strip()
print("pytest", version("pytest"))
print("the terminal:", said)
cases = {case.get("name"): [(each.tag, each.get("type"), each.get("message")) for each in case] for case in ET.parse("report.xml").iter("testcase")}
for name, inside in cases.items():
    print(f"{name}: {inside}")
print("expected: test_topics passed; seen: it and a test that was skipped are written alike:", cases["test_topics"] == cases["test_bio"])
as_described = cases["test_topics"] == cases["test_bio"] == [("skipped", "pytest.skip", "not for this model")] and "1 passed" in said
print("as described" if as_described else "CHANGED")
sys.exit(0 if as_described else 1)
EOF
venv/bin/python look.py
