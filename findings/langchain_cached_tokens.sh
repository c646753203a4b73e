#!/usr/bin/env bash
# LangChain: tokens of an answer that came from the cache are counted as used, each time anew.
#
# Expected: with a cache (`cache=InMemoryCache()`, or a persistent one) the model is asked once and the same question costs
# nothing afterwards. `get_usage_metadata_callback()`, there to say what the calls in its block used, counts one call.
#
# Instead (seen on 2026-11-30): the answer from the cache carries the usage of the call that made it, and the callback adds
# it up again: one call to the model, four times its tokens. That nothing was paid is known: a `total_cost` of 0 is put
# beside the counts, which the callback passes on next to the tokens of the call that was paid.
#
# Why it matters: a limit on tokens stops a run that used none, and the report of an evaluation that was taken up again
# after a break states as many tokens as if nothing had been kept. Count where the model is asked, or leave out usage
# that has a `total_cost`.
#
# Not found documented. That the cost of such an answer is set to 0 is told in the project's list of changes.
#
# Versions: langchain-core 1.8.1. About 95 MB are installed; no model is asked and nothing outside is reached.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check langchain-core==1.8.1 || exit 2
cd "$work"
export LANGSMITH_TRACING=false

cat >look.py <<'EOF'
import sys
from importlib.metadata import version

from langchain_core.caches import InMemoryCache
from langchain_core.callbacks import get_usage_metadata_callback
from langchain_core.language_models.chat_models import BaseChatModel
from langchain_core.messages import AIMessage
from langchain_core.outputs import ChatGeneration, ChatResult

asked = 0


class Model(BaseChatModel):
    """A model that answers always the same and says that it used 15 tokens."""

    @property
    def _llm_type(self):
        return "fixed"

    def _generate(self, messages, stop=None, run_manager=None, **kwargs):
        global asked
        asked += 1
        usage = {"input_tokens": 10, "output_tokens": 5, "total_tokens": 15}
        answer = AIMessage("Yes.", usage_metadata=usage, response_metadata={"model_name": "fixed"})
        return ChatResult(generations=[ChatGeneration(message=answer)])


def counted(times, cache):
    global asked
    asked = 0
    model = Model(cache=cache)
    with get_usage_metadata_callback() as usage:
        for _ in range(times):
            model.invoke("Is it safe?")
    return asked, usage.usage_metadata["fixed"]


print("langchain-core", version("langchain-core"))
calls, used = counted(4, InMemoryCache())
print(f"expected: {calls} call, 15 tokens")
print(f"seen: {calls} call, {used['total_tokens']} tokens: {used}")
again, without = counted(4, None)
print(f"beside it, without a cache: {again} calls, {without['total_tokens']} tokens")
as_described = (calls, used["total_tokens"]) == (1, 60) and (again, without["total_tokens"]) == (4, 60)
print("as described" if as_described else "CHANGED")
sys.exit(0 if as_described else 1)
EOF
venv/bin/python look.py
