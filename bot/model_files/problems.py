"""What is wrong with files or a manifest that somebody named.

Owns the exception, and how a problem with a folder is said.
"""

from __future__ import annotations

from bot.domain.kernel.text import Text
from bot.gate.folder import FolderProblem


class ModelFilesProblem(Exception):
    """Files that cannot be fingerprinted, or a manifest or signature that cannot be used. `text`: why, for a person."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.id)
        self.text = text


def said(problem: FolderProblem) -> ModelFilesProblem:
    """A problem with a file, for a person."""
    return ModelFilesProblem(_text(problem))


def _text(problem: FolderProblem) -> Text:
    match problem.kind:
        case "unreadable":
            return Text("model-files-unreadable", file=problem.file, reason=problem.reason)
        case "leads-out":
            return Text("model-files-leads-out", file=problem.file)
        case "linked-folder":
            return Text("model-files-linked-folder", file=problem.file)
        case "no-plain-file":
            return Text("model-files-no-plain-file", file=problem.file)
        case "changed":
            return Text("model-files-changed", file=problem.file)
        case "stopped":
            return Text("model-files-stopped")
