#!/usr/bin/env bash
# holidays: two calendars added together keep their holidays and lose their weekend and their worked weekends.
#
# Expected: `country_holidays("IL") + own_holidays` is Israel with a few days off more. `is_working_day`, `is_weekend`,
# `get_nth_working_day` and `get_working_days_count` go on knowing that Friday and Saturday are the weekend there, or
# there is an error where the weekends of the two differ.
#
# Instead (seen on 2026-11-30): the sum has Saturday and Sunday for a weekend, whatever both operands have, be it a
# country and itself. Friday becomes a working day and Sunday none. Weekend days that are worked by law (China, five to
# eight a year), which the operand knows, are days off in the sum. The holidays themselves are right, and nothing warns.
#
# Why it matters: adding a company's own days, a stock exchange or a second country is what the sum is for, and what
# follows is a deadline. It falls on a day on which nobody is there. Ask each of the
# `sum.holidays` by itself, and take a day for working only if all of them do.
#
# Documented is how names, years and country codes are combined; of the weekend nothing was found documented.
#
# Versions: holidays 0.109.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check holidays==0.109 || exit 2
cd "$work"

cat >look.py <<'EOF'
import sys
from datetime import date
from importlib.metadata import version

import holidays
from holidays import HolidayBase


class CompanyDays(HolidayBase):
    weekend = {4, 5}

    def _populate(self, year):
        self[date(year, 6, 1)] = "Founding day"


FRIDAY, SUNDAY = date(2026, 6, 5), date(2026, 6, 7)
WORKED = date(2026, 2, 14)  # a Saturday worked in China, for the Spring Festival

israel, china = holidays.country_holidays("IL", years=2026), holidays.country_holidays("CN", years=2026)
with_own = israel + CompanyDays(years=2026)
chinas = china + holidays.country_holidays("CN", years=2026)


def working(calendar, *days):
    return {f"{day:%a %d %b}": calendar.is_working_day(day) for day in days}


print("holidays", version("holidays"))
alone, added = working(israel, FRIDAY, SUNDAY), working(with_own, FRIDAY, SUNDAY)
print("Israel alone, working days:        ", alone)
print("expected, with its company's days: ", alone)
print("seen, with its company's days:     ", added, "holiday of the company kept:", date(2026, 6, 1) in with_own)
fourth = [f"{each.get_nth_working_day(date(2026, 6, 1), 4):%a %d %b}" for each in (israel, with_own)]
print("the fourth working day after 1 June 2026, alone:", fourth[0], "· seen, added:", fourth[1])
worked = working(china, WORKED), working(chinas, WORKED)
print("China alone:", worked[0], "· expected of China and China: the same · seen:", worked[1])
as_described = list(alone.values()) == [False, True] and list(added.values()) == [True, False]
as_described &= [list(each.values()) for each in worked] == [[True], [False]] and fourth == ["Sun 07 Jun", "Fri 05 Jun"]
print("as described" if as_described else "CHANGED")
sys.exit(0 if as_described else 1)
EOF
venv/bin/python look.py
