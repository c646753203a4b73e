"""What the gate says: one sentence a finding, with what to do next.

Owns the words. They stand here and in no catalogue because the gate runs without the bot.
"""

from __future__ import annotations

from typing import Final

from .terminal import plain
from .verdict import Finding

WORDS: Final = {
    "key-unreadable": "{file} holds no public key. Take the key.pem that smactr decision wrote.",
    "key-another-kind": "{file} is no ECDSA P-256 key, and decisions are signed with one. Take key.pem.",
    "key-of-nobody": "{file} does not say whose key it is. Add --verifier, or take the key.pem of smactr decision.",
    "statement-unreadable": "{file} is no signed statement, or a damaged one. Fetch it again from where it was.",
    "statement-signatures": "{file} holds {found} signatures, and a decision has one. Take the file that smactr "
    "decision wrote; what seats signed lies beside it (--signers).",
    "statement-number": "{file} says a number above 2^53, which some readers take for another one. Ask whoever signed "
    "it to say it otherwise.",
    "statement-large": "{file} is far larger than any decision. Fetch it again from where it was.",
    "statement-changed": "{file} was changed outside of what is signed. Fetch it again from where it was.",
    "statement-another-kind": "{file} is signed, but says something else than {expected}. Name the file that does.",
    "signature-wrong": "{file} was not signed with this key. Fetch it again, and ask the audit lead for the key.",
    "verifier-another": "It was signed for {found}, and the key is pinned for {expected}. Ask whose decision it is.",
    "clock": "This machine says {now}, before {issued}, when it was signed. Put the clock right and try again.",
    "kind-practice": "It decides nothing: the audit was for practice. Nothing may be released by it.",
    "kind-outside": "It was taken outside of its audit. Where that is meant, say --outside.",
    "as-of": "It only tells how the decision stood on {moment}. Fetch the decision as it stands: smactr decision.",
    "not-in-force": "The decision is {state}. Nothing may be released by it; ask the audit lead.",
    "expired": "It held until {day}, and today is {today}. A new audit is needed; if that is not today, "
    "put the clock right.",
    "form-not-decided": "Form {form} was not decided; decided: {decided}. Release in one of those, or ask the board.",
    "condition-open": "Condition {key} has to be met before the release, and nobody verified that it is.",
    "begun-later": "{day} is not over yet, so the release cannot have begun on it. Put --begun right.",
    "begun-late": "A release had to begin by {day}; today is {today}. If it did, say when with --begun.",
    "target-not-named": "The decision names no targets, so it does not tell of {target}. Leave --target out.",
    "target-missing": "The decision is for {targets} only. Say with --target where the files go.",
    "target-another": "{target} is none of the decision's targets: {targets}.",
    "co-signed-too-few": "{found} of the allowed signers signed it, and {needed} have to. Ask seats of the board to.",
    "status-old": "The list of decisions is from {issued}: not valid any more, or over {days} days old. Fetch it anew.",
    "key-unlisted": "The list of decisions does not know the key {key}. Fetch the newest list.",
    "key-revoked": "The key {key} was revoked: nothing counts that it signed. Fetch the decision's files and key anew.",
    "key-ended": "The key {key} signs nothing since {until}, and this was signed later. Fetch the files anew.",
    "status-address": "{address} is neither https:// nor on this machine. Name the list's address, or a file.",
    "status-token": "{address} wants a token in SMACTR_STATUS_TOKEN. Take the one that smactr keys shows.",
    "status-unreachable": "{address} does not answer with a list: {reason}. See whether the address is right "
    "and try again, or fetch the list by hand and name its file.",
    "status-slow": "{address} did not give the whole list within {seconds} seconds. Try again, or fetch the "
    "list by hand and name its file.",
    "status-unreadable": "The list of decisions {file} cannot be read: {reason}. Name its file or whole address.",
    "status-silent": "The list of decisions does not name {audit} exactly once. Fetch the list of its workspace.",
    "served": "{model} is only called, so no files were audited. Nothing can be told of files.",
    "beside-another": "{file} does not say what the signed decision says. Fetch the decision's files again.",
    "folder-beside": "{folder} is a folder without a file, and was not part of what was decided. Take it out; "
    "find -type d -empty -delete takes out all.",
    "folder-empty": "{folder} holds no file. Name the folder that is released.",
    "name-twice": "{one} and {other} are one name but for case or accents. Rename one and have it audited.",
    "no-files-decided": "No files were put on record for form {form}. Ask the audit lead to add them to the decision.",
    "other-files": "These are other files: {found} in place of {decided}. Release exactly the files of the decision.",
    "manifest-another": "{file} is not the manifest that belongs to the decision. Fetch the decision's files again.",
    "file-missing": "{file} is missing. Release all files of the decision.",
    "part-missing": "{file} names {part}, which is not there. Fetch all parts of the model.",
    "part-elsewhere": "{file} names {part}, which is not in this folder but elsewhere. Put all parts beside it.",
    "file-beside": "{file} was not part of what was decided. Leave it out.",
    "file-changed": "{file} has other bytes than what was decided. Put back the audited file.",
    "form-unknown": "This gate does not know which files may leave as {form}. Take the gate of the bot that decided.",
    "lfs-pointer": "{file} only stands for a file that was not downloaded. Fetch it first: git lfs pull.",
    "format-not-permitted": "{file} is {format}, which may not leave as {form}.",
    "within-not-permitted": "{file} holds {inner}, which is {format} and may not leave as {form}. Take it out.",
    "closed-archive": "{file} is packed so that not all in it can be seen (zstd, 7z, RAR, a password, bytes beside its "
    "files, or damaged), and may not leave as {form}. Unpack it, and have the files themselves decided on.",
    "large-text": "{file} holds more letters than people write, or such as weights are written in (numbers, base64; "
    "pictures in a notebook are, too), and may not leave as {form}. Take it out, or save it without them.",
    "aside": "No fingerprint covers {name}, so nobody decided on it. Take it out, or say --leave-out {name} if it "
    "stays behind.",
    "reading-unreadable": "{file} cannot be read: {reason}. Put it right there, or take it out, and try again.",
    "reading-leads-out": "{file} is a link out of the folder. Put the file itself there.",
    "reading-linked-folder": "{file} is a link to a folder. Put the folder itself there.",
    "reading-no-plain-file": "{file} is no plain file. Leave it out.",
    "reading-changed": "{file} changed while it was read. Try again once nothing writes there.",
    "reading-stopped": "Stopped.",
    "error": "It cannot be told: {error}. Fetch the decision's files again.",
}

ANSWERS: Final = {
    0: "allowed: {decision}, form {form}, {files} files, {fingerprint}",
    1: "refused: {decision}, form {form}",
    2: "cannot tell: {decision}, form {form}",
}


def sentence(finding: Finding) -> str:
    """A finding in words, on one line whatever a file is called."""
    return WORDS[finding.kind].format(**{key: plain(value) for key, value in finding.said.items()})
