#!/usr/bin/env bash
# uvloop: what a signal handler raises while the loop waits is logged, and whoever waits is never told.
#
# Expected: a handler set with `signal.signal` that raises ends `run_until_complete` with what it raised, as it does in
# asyncio's own loop when nothing else happens: that is how limits by SIGALRM work (pytest-timeout, for one).
#
# Instead (seen on 2026-11-30): uvloop waits in C and calls Python's handlers from a callback of its own,
# `Loop._read_from_self`. Of what a callback raises it lets KeyboardInterrupt and SystemExit through alone; any other
# exception is given to the loop's exception handler, which logs it. The loop goes on waiting, however often the alarm
# rings.
#
# Why it matters: a test that waits for what never comes is not ended by pytest-timeout under uvloop, though its log
# says "Timeout"; the run hangs until somebody kills it.
#
# Way round it: in the handler, stop the running loop (`asyncio.get_running_loop().stop()`) before raising, where an
# earlier alarm was not heard.
#
# Not found documented: uvloop is called a drop-in replacement.
#
# Versions: uvloop 0.23.0, with CPython 3.11. About 15 MB are installed.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check uvloop==0.23.0 || exit 2
cd "$work"

cat >alarm.py <<'EOF'
import asyncio, signal, sys
import uvloop

class TooLate(BaseException):
    pass

def alarm(number, frame):
    global rang
    rang += 1
    if rang > 3:
        sys.exit("not heard after 3 alarms")
    raise TooLate

rang = 0
signal.signal(signal.SIGALRM, alarm)
signal.setitimer(signal.ITIMER_REAL, 0.3, 0.3)
make = {"asyncio": asyncio.new_event_loop, "uvloop": uvloop.new_event_loop}[sys.argv[1]]
try:
    with asyncio.Runner(loop_factory=make) as runner:
        runner.run(asyncio.Event().wait())
except TooLate:
    print(f"heard at alarm {rang}")
EOF
own=$(venv/bin/python alarm.py asyncio 2>/dev/null || true)
theirs=$(venv/bin/python alarm.py uvloop 2>log.txt || true)
theirs=${theirs:-$(tail -n 1 log.txt)}
echo "uvloop $(venv/bin/python -c 'import uvloop; print(uvloop.__version__)')"
echo "asyncio: $own"
echo "uvloop: $theirs, $(grep -c 'Exception in callback' log.txt || true) times logged"
if [ "$own" = "heard at alarm 1" ] && [ "$theirs" = "not heard after 3 alarms" ]; then
    echo "as described"
else
    echo "CHANGED"
    exit 1
fi
