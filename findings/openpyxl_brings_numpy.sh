#!/usr/bin/env bash
# openpyxl takes a hundred megabytes of address space for data where numpy is installed, before a workbook is opened.
#
# Expected: `import openpyxl`, of a library that reads and writes workbooks, costs the memory of its own code. A process
# that may take 200 MB of data (RLIMIT_DATA) has nearly all of it left for the file.
#
# Instead (seen on 2026-11-30): openpyxl imports numpy where it is installed, to be able to write its numbers, and numpy
# its OpenBLAS, which reserves buffers for every core at once. On two cores 80 to 100 MB of data are gone; on more cores more. In a
# process with a limit, files that fitted yesterday end in MemoryError since somebody installed a package.
#
# Why it matters: files that strangers hand in are read in processes with a limit on memory, and an evaluation's report
# of 20 MB was refused as too large for 200 MB. With `sys.modules["numpy"] = None` before the import openpyxl goes on
# without it; OPENBLAS_NUM_THREADS=1 takes off a part.
#
# The import is in openpyxl's source (`openpyxl/compat/numbers.py`); that it costs memory is not found documented.
#
# Versions: openpyxl 3.1.5, numpy 2.4.6. About 90 MB are installed. Linux only: it reads /proc/self/status.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check openpyxl==3.1.5 numpy==2.4.6 || exit 2

cat >"$work/look.py" <<'PY'
import sys


def data() -> int:
    """Megabytes that count as data against a limit."""
    line = next(line for line in open("/proc/self/status") if line.startswith("VmData"))
    return int(line.split()[1]) // 1024


if sys.argv[1:] == ["without"]:
    sys.modules["numpy"] = None
before = data()
import openpyxl

print(data() - before, "numpy" if sys.modules.get("numpy") else "no numpy")
PY
with=$("$work/venv/bin/python" "$work/look.py")
without=$("$work/venv/bin/python" "$work/look.py" without)
echo "openpyxl 3.1.5 beside numpy 2.4.6; cores: $(nproc)"
echo "expected of import openpyxl: about $without (in MB of data)"
echo "seen: $with"
[ "${with% numpy}" -gt $((${without%% *} + 40)) ]
