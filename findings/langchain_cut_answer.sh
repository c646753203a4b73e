#!/usr/bin/env bash
# LangChain: an answer of a model that was cut off is parsed into a whole one, with what came last missing.
#
# Expected: JSON that breaks off is refused by a parser with a schema, as `json.loads` refuses it; a tool call whose
# arguments break off is invalid.
#
# Instead (seen on 2026-12-01): `PydanticOutputParser` closes the quotation marks and brackets and checks the result.
# '{"verdict": "pass", "rate": 0.01, "problems": ["a", "b' becomes an object with two problems; broken off before
# "problems", it has none, since a list that may be missing is empty. `JsonOutputParser` makes "not saf" of a verdict.
# Chunks of a stream whose last one says `finish_reason: length` become a whole tool call; `invalid_tool_calls` is
# empty.
#
# Why it matters: a judge or a summarizer that runs out of room (long transcripts do) gives a shorter list of problems
# and no error; what is lost stands at the end, where dissent, caveats and the last findings are.
#
# Way round it: read why the model stopped (`response_metadata`) before what was parsed, or parse with `json.loads`
# and the schema.
#
# Not found documented: partial parsing is described for streaming, where one asks for it.
#
# Versions: langchain-core 1.7.2, with CPython 3.11. About 60 MB are installed.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check langchain-core==1.7.2 || exit 2
cd "$work"

cat >cut.py <<'EOF'
import json
from langchain_core.messages import AIMessageChunk
from langchain_core.messages.tool import tool_call_chunk
from langchain_core.output_parsers import JsonOutputParser, PydanticOutputParser
from pydantic import BaseModel

class Judgement(BaseModel):
    verdict: str
    rate: float
    problems: list[str] = []

def told(name, parse, text):
    try:
        print(f"{name}: {parse(text)}")
    except Exception as problem:
        print(f"{name}: {type(problem).__name__}")

in_list, before_list = '{"verdict": "pass", "rate": 0.01, "problems": ["a", "b', '{"verdict": "pass", "rate": 0.0'
told("strictly", lambda text: Judgement.model_validate(json.loads(text)), in_list)
told("in the list", PydanticOutputParser(pydantic_object=Judgement).parse, in_list)
told("before the list", PydanticOutputParser(pydantic_object=Judgement).parse, before_list)
told("in a word", JsonOutputParser().parse, '{"verdict": "not saf')
first = AIMessageChunk(content="", tool_call_chunks=[tool_call_chunk(name="judge", args='{"problems": ["a", ', id="1", index=0)])
last = AIMessageChunk(content="", tool_call_chunks=[tool_call_chunk(name=None, args='"b is mil', id=None, index=0)],
                      response_metadata={"finish_reason": "length"})
call = first + last
print(f"a tool call: {call.tool_calls[0]['args']}, invalid {call.invalid_tool_calls}")
EOF
venv/bin/python cut.py | tee seen.txt
cat >expected.txt <<'EOF'
strictly: JSONDecodeError
in the list: verdict='pass' rate=0.01 problems=['a', 'b']
before the list: verdict='pass' rate=0.0 problems=[]
in a word: {'verdict': 'not saf'}
a tool call: {'problems': ['a', 'b is mil']}, invalid []
EOF
if cmp -s seen.txt expected.txt; then
    echo "as described"
else
    echo "CHANGED"
    exit 1
fi
