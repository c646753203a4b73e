"""What a forked process of the tests finds imported and read: what a bot or a drawing needs, and the words people read.

Owns that. It is imported by the process that others are copied from (`tests.processes`), and must not start anything.
"""

import gc
import pickle

from matplotlib import figure, lines, ticker
from matplotlib.backends import backend_agg

from bot.reports.templates import environment
from bot.wiring import serving
from bot.wiring.texts import read_texts
from tests import sdk_checks

IMPORTED = (serving, figure, lines, ticker, backend_agg, sdk_checks)
"""By name, so that a module that moved is missed: the process itself would start without it and say nothing."""

# a drawing is handed the words, and reads them where nobody has
pickle.loads(pickle.dumps(read_texts()))
# and compiles the templates it fills in
for ending in ("html", "md"):
    templates = environment(in_html=ending == "html")
    for name in templates.list_templates([ending]):
        templates.get_template(name)
# what is here stays: no copy has to look through it for garbage
gc.freeze()
