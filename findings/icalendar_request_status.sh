#!/usr/bin/env bash
# icalendar escapes the semicolons of REQUEST-STATUS, so a code and its words are one code for everybody else.
#
# Expected: the value has parts, "code;words;data", and the semicolons between them are no text (RFC 5545, 3.8.8.3). The
# library knows: it offers `request_status="2.0;Success"`, and its jCal output has the parts as a list. Its iCalendar
# output is `REQUEST-STATUS:2.0;Success`, and a file read and written again has the line that it had.
#
# Instead (seen on 2026-11-30): the whole is written as one text, `REQUEST-STATUS:2.0\;Success`, also where it was read
# in the right form. The library reads its own line back as it meant it; a program that goes by the standard finds one
# part, "2.0;Success", and no words. The commas between the entries of RESOURCES fare alike: a room and a projector
# become one thing. Those of CATEGORIES are kept.
#
# Why it matters: REQUEST-STATUS says of an invitation to each person whether it was taken, refused or undeliverable. A
# tool that only adds a note to such an answer makes it unreadable for the calendar that waits for it, and a test that
# writes and reads with this library passes.
#
# Not found documented.
#
# Versions: icalendar 7.3.2.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check icalendar==7.3.2 || exit 2
cd "$work"

cat >look.py <<'EOF'
import re
import sys
from importlib.metadata import version

from icalendar import Calendar, Event

LINES = {
    "REQUEST-STATUS": "5.1;Could not complete delivery",
    "RESOURCES": "Room 4,Projector",
    "CATEGORIES": "audit,release",
}


def parts(value):
    """What stands between separators that are not escaped."""
    return re.split(r"(?<!\\)[;,]", value)


def written(text, name):
    """The value of a property in a file that was read and written again."""
    lines = Calendar.from_ical(text).to_ical().decode().replace("\r\n ", "").split("\r\n")
    (value,) = [line.partition(":")[2] for line in lines if line.startswith(name + ":")]
    return value


print("icalendar", version("icalendar"))
seen = {}
for name, value in LINES.items():
    event = ["BEGIN:VEVENT", "UID:1", "DTSTAMP:20261001T000000Z", f"{name}:{value}", "END:VEVENT"]
    text = "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//example//EN", *event, "END:VCALENDAR", ""])
    seen[name] = written(text, name)
    print(f"read {name}:{value} · expected the same written · seen {name}:{seen[name]}, parts: {len(parts(seen[name]))}")
new = Event.new(request_status="2.0;Success")
(made,) = [line for line in new.to_ical().decode().split("\r\n") if line.startswith("REQUEST-STATUS")]
(as_jcal,) = [each[3] for each in new.to_jcal()[1] if each[0] == "request-status"]
print("Event.new(request_status=...): expected REQUEST-STATUS:2.0;Success · seen", made, "· as jCal:", as_jcal)
as_described = made == r"REQUEST-STATUS:2.0\;Success" and as_jcal == ["2.0", "Success"]
as_described &= [len(parts(value)) for value in seen.values()] == [1, 1, 2]
print("as described" if as_described else "CHANGED")
sys.exit(0 if as_described else 1)
EOF
venv/bin/python look.py
