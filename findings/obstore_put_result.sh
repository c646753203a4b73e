#!/usr/bin/env bash
# obstore: what `put` returns cannot be handed back for a conditional `put`, although the types say it can.
#
# Expected: `put` and `head` return `e_tag` and `version`. The conditional form, `put(..., mode={"e_tag", "version"})`,
# replaces an object only if it is still that one; its type allows None for either field, and the documentation advises
# to keep and pass both, since stores differ in which they use. So `put(store, path, data, mode=the_result_before)`.
#
# Instead (seen on 2026-11-28): where a store has no versions, `version` is None, and passing that None raises
# TypeError: 'None' is not an instance of 'str'. A type checker is content. Leaving the key out works. Seen with the
# store in memory, the one tests use.
#
# Why it matters: evidence must not be overwritten unseen, so replacing a file is compare-and-swap. Written as the types
# suggest, it cannot replace anything where there are no versions, and the error names neither field nor store. Pass
# only the fields that are not None.
#
# Not found documented.
#
# Versions: obstore 0.12.1.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check obstore==0.12.1 || exit 2
cd "$work"

cat >look.py <<'EOF'
import sys
from importlib.metadata import version

import obstore
from obstore.store import MemoryStore


def replace(fields):
    """What became of a conditional put: 'stored', or the error's name."""
    try:
        obstore.put(store, "evidence", b"second", mode=fields)
    except (TypeError, obstore.exceptions.BaseError) as error:
        return f"{type(error).__name__}: {error}"
    return "stored"


store = MemoryStore()
first = dict(obstore.put(store, "evidence", b"first"))
print("obstore", version("obstore"), "put returned", first)
as_returned = replace(first)
without_none = replace({name: value for name, value in first.items() if value is not None})
stale = replace({"e_tag": first["e_tag"]})
print("expected, as returned: stored")
print("seen, as returned:    ", as_returned)
print("seen, without None:   ", without_none)
print("seen, out of date:    ", stale.splitlines()[0])
as_described = as_returned.startswith("TypeError") and without_none == "stored" and stale != "stored"
print("as described" if as_described else "CHANGED")
sys.exit(0 if as_described else 1)
EOF
venv/bin/python look.py
