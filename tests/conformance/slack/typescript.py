"""`tsc --strict` over values, against the newest `@slack/types` and `@slack/web-api` of the lock file.

Owns the program that is checked and what is read of the verdict. Must not know where the values come from.
"""

from __future__ import annotations

import json
from pathlib import Path

from tests.conformance.slack.payloads import Payloads
from tests.node.packages import Packages

TYPES = frozenset(["KnownBlock", "ModalView", "HomeView"])
"""What `@slack/types` has; all others are arguments of methods, and `@slack/web-api` has them."""

OPTIONS = {
    "strict": True,
    "noEmit": True,
    "exactOptionalPropertyTypes": True,
    "skipLibCheck": True,
    "module": "nodenext",
    "target": "es2022",
    "types": ["node"],
}


def problems(payloads: Payloads, packages: Packages, folder: Path) -> list[str]:
    """What the compiler says, a line each, with the value it says it of; and what is too long. Empty: all is well."""
    folder.mkdir(exist_ok=True)
    (folder / "node_modules").symlink_to(packages.folder / "node_modules")
    lines = [f"import type {{ {', '.join(sorted(names))} }} from '{package}';" for package, names in _imports(payloads)]
    for kind in sorted(payloads.found):
        lines += [f"({value}) satisfies {kind};" for value in sorted(payloads.found[kind])]
    (folder / "payloads.ts").write_text("\n".join(lines), encoding="utf-8")
    (folder / "tsconfig.json").write_text(json.dumps({"compilerOptions": OPTIONS, "files": ["payloads.ts"]}))
    said = packages.run([str(packages.folder / "node_modules" / ".bin" / "tsc"), "--pretty", "false"], folder)
    assert said.returncode == 0 or "payloads.ts(" in said.stdout, said.stdout + said.stderr
    refused = [_with_value(line, lines) for line in said.stdout.splitlines() if line.startswith("payloads.ts(")]
    return [*payloads.long, *refused]


def _imports(payloads: Payloads) -> list[tuple[str, set[str]]]:
    mine = {"@slack/types": payloads.found.keys() & TYPES, "@slack/web-api": payloads.found.keys() - TYPES}
    return [(package, names) for package, names in mine.items() if names]


def _with_value(line: str, lines: list[str]) -> str:
    number = int(line.partition("(")[2].partition(",")[0])
    return f"{line}\n  {lines[number - 1][:400]}"
