"""The file store is called in threads that Python knows.

Owns this one rule: what it prevents (a process aborted in its last breath, now and then) no other test sees every time.
"""

import ast

from tests.house.tree import ROOT, module_paths


def test_none_of_its_functions_that_finish_in_threads_of_their_own_is_called() -> None:
    texts = {path: (ROOT / path).read_text(encoding="utf-8") for path in module_paths()}
    called = [
        f"{path}:{node.lineno} {node.attr}"
        for path, text in texts.items()
        if "import obstore" in text
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Attribute) and node.attr.endswith("_async")
    ]
    assert not called, "Call obstore's plain functions with asyncio.to_thread; storage/blobs.py says why."
