"""Files: the bot's upload in three steps, a person's upload, and who may download.

Owns the way of bytes. Must not test messages.
"""

from typing import Any

import aiohttp

from tests.sandbox.conftest import Running
from tests.sandbox.running import refusal


async def fetched(url: str, token: str) -> tuple[int, str, bytes]:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    async with aiohttp.ClientSession() as session, session.get(url, headers=headers) as answer:
        return answer.status, answer.content_type, await answer.read()


async def test_the_bot_uploads_in_three_steps(running: Running) -> None:
    uploaded = await running.client.files_upload_v2(
        channel=running.channel("general"), filename="report.csv", content="a,b", title="Report", initial_comment="Here"
    )
    lead = running.sandbox.driver("lead")
    (message,) = lead.sees("general")
    assert (message.files, message.text, message.subtype) == (("report.csv",), "Here", "file_share")
    info: dict[str, Any] = (await running.client.files_info(file=uploaded["file"]["id"]))["file"]
    assert (info["title"], info["size"], info["mimetype"]) == ("Report", 3, "text/csv")
    assert (await fetched(info["url_private_download"], running.sandbox.bot_token))[2] == b"a,b"


async def test_an_upload_without_bytes_is_not_shared(running: Running) -> None:
    reserved = await running.client.files_getUploadURLExternal(filename="x.txt", length=3)
    complete = running.client.files_completeUploadExternal(
        files=[{"id": reserved["file_id"]}], channel_id=running.channel("general")
    )
    assert await refusal(complete) == "file_not_found"


async def test_a_persons_file_is_the_bots_to_read_where_the_bot_is(running: Running) -> None:
    lead, workspace, token = running.sandbox.driver("lead"), running.sandbox.workspace, running.sandbox.bot_token
    await lead.upload("general", "card.pdf", b"%PDF", text="the card")
    await lead.upload("secret", "hidden.pdf", b"%PDF")
    card, hidden = workspace.files.values()
    base = f"{running.sandbox.url}/files-pri/{workspace.team_id}-"
    assert await fetched(f"{base}{card.id}/download/card.pdf", token) == (200, "application/pdf", b"%PDF")
    assert (await fetched(f"{base}{hidden.id}/download/hidden.pdf", token))[0] == 404
    assert await refusal(running.client.files_info(file=hidden.id)) == "file_not_found"


async def test_without_the_token_a_download_ends_at_the_sign_in_page(running: Running) -> None:
    lead, workspace = running.sandbox.driver("lead"), running.sandbox.workspace
    await lead.upload("general", "card.pdf", b"%PDF")
    (card,) = workspace.files.values()
    url = f"{running.sandbox.url}/files-pri/{workspace.team_id}-{card.id}/download/card.pdf"
    for token in ("", "xoxb-wrong"):
        status, content_type, page = await fetched(url, token)
        assert (status, content_type) == (200, "text/html")
        assert b"Sign in" in page


async def test_only_this_machine_is_answered(running: Running) -> None:
    async with aiohttp.ClientSession() as session:
        for headers in ({"Host": "evil.example"}, {"Origin": "https://evil.example"}):
            async with session.post(f"{running.sandbox.api_url}api.test", headers=headers) as answer:
                assert answer.status == 403
        async with session.post(
            f"{running.sandbox.api_url}api.test", headers={"Origin": running.sandbox.url}
        ) as answer:
            assert answer.status == 200


async def test_a_file_says_with_which_messages_it_is_shared_and_what_its_picture_shows(running: Running) -> None:
    client, general = running.client, running.channel("general")
    reserved = await client.api_call(
        "files.getUploadURLExternal", data={"filename": "risks.png", "length": 4, "alt_txt": "Two risks, both low"}
    )
    async with aiohttp.ClientSession() as session, session.post(reserved["upload_url"], data=b"\x89PNG") as answer:
        assert answer.status == 200
    before: dict[str, Any] = (await client.files_info(file=reserved["file_id"]))["file"]
    assert before["shares"] == {}
    await client.files_completeUploadExternal(files=[{"id": reserved["file_id"]}], channel_id=general)
    after: dict[str, Any] = (await client.files_info(file=reserved["file_id"]))["file"]
    (message,) = running.sandbox.driver("lead").sees("general")
    assert [share["ts"] for share in after["shares"]["public"][general]] == [message.ts]
    assert after["alt_txt"] == "Two risks, both low"
