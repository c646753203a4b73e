"""files.*: the upload in three steps, and what is known of a file.

Owns these methods. Must not carry bytes: the server does.
"""

from bot.sandbox import uploads
from bot.sandbox.blocks.check import check_blocks, with_ids
from bot.sandbox.calls import Answer, Call, faulty_argument
from bot.sandbox.channels import File
from bot.sandbox.errors import SlackError
from bot.sandbox.message_payloads import file_json

ALT_TEXT = 1000
"""Characters of `alt_txt`."""


def get_upload_url(call: Call) -> Answer:
    """files.getUploadURLExternal: where to send the bytes."""
    call.workspace.must_allow("uploads", "file_uploads_disabled")
    if call.text("length", "0") == "0":
        raise SlackError("missing_argument")
    size = call.number("length", 0, most=1_000_000_000)
    alt = call.text("alt_txt")
    if len(alt) > ALT_TEXT:
        raise SlackError("alt_txt_too_large")
    file = uploads.reserve(call.workspace, call.required("filename"), call.bot, size, alt)
    return {"upload_url": f"{call.workspace.base_url}/upload/v1/{file.id}", "file_id": file.id}


def complete_upload(call: Call) -> Answer:
    """files.completeUploadExternal: share what was sent, where a channel is named."""
    workspace = call.workspace
    entries = call.json("files")
    if not isinstance(entries, list) or not entries:
        raise faulty_argument("missing required field: files")
    files = [_uploaded(call, entry.get("id", "")) for entry in entries]
    targets = [c for c in [call.text("channel_id"), *call.ids("channels")] if c]
    channels = [Call(call.platform, {"channel": target}).channel() for target in targets]
    for entry, file in zip(entries, files, strict=True):
        file.title = entry.get("title") or file.name
    blocks = call.json("blocks", "invalid_blocks_format")
    for channel in channels:
        uploads.share(
            workspace,
            channel,
            files,
            call.bot,
            call.text("initial_comment"),
            blocks=with_ids(check_blocks(blocks), lambda: workspace.ids.new("b")) if blocks else [],
            thread_ts=call.text("thread_ts") or None,
        )
    return {"files": [file_json(workspace, file) for file in files]}


def info(call: Call) -> Answer:
    """files.info."""
    file = call.workspace.files.get(call.required("file"))
    if file is None or file.data is None or not call.workspace.may_see_file(file, call.bot):
        raise SlackError("file_not_found")
    return {"file": file_json(call.workspace, file), "comments": [], "response_metadata": {"next_cursor": ""}}


def delete(call: Call) -> Answer:
    """files.delete: the bot's own files only; the messages they were shared with stay, without them."""
    file = call.workspace.files.get(call.required("file"))
    if file is None:
        raise SlackError("file_not_found")
    if file.user != call.bot:
        raise SlackError("cant_delete_file")
    uploads.delete(call.workspace, file)
    return {}


def _uploaded(call: Call, file_id: str) -> File:
    file = call.workspace.files.get(file_id)
    if file is None or file.user != call.bot or file.data is None:
        raise SlackError("file_not_found")
    return file
