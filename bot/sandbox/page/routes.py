"""The page's addresses: the page itself, what it reads, what it asks for, files both ways, and the live connection.

Owns those and their refusals. Must not hold rules: requests are carried out elsewhere.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from urllib.parse import quote

from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.websockets import WebSocket

from bot.sandbox import uploads
from bot.sandbox.delivery import Courier
from bot.sandbox.driver import Driver
from bot.sandbox.errors import SandboxError, SlackError
from bot.sandbox.interactions import Interactions
from bot.sandbox.message_actions import thread_parent
from bot.sandbox.page.access import Door, sealed
from bot.sandbox.page.live_updates import Live
from bot.sandbox.page.presentation import IMAGES, Shown
from bot.sandbox.page.request_handlers import Acting
from bot.sandbox.page.requests import DEED
from bot.sandbox.page.unread import Marks
from bot.sandbox.side_panels import Panel

STATIC = Path(__file__).parent / "static"

LARGEST_FILE = 100 * 1024 * 1024

LARGEST_DEED = 1024 * 1024

Answering = Callable[[Request], Awaitable[Response]]


class Assets(StaticFiles):
    """Scripts and styles: the same for everybody, so they need no key."""

    def file_response(self, *args: object, **kwargs: object) -> Response:
        """A file with the page's headers; a browser asks each time whether it is still the same."""
        response = super().file_response(*args, **kwargs)  # type: ignore[arg-type]
        response.headers["Cache-Control"] = "no-cache"
        return sealed(response)


class PageServer:
    """Serves the page. `listening` says whether the app is there to hear of anything; `key`: the file of its key."""

    def __init__(
        self,
        interactions: Interactions,
        courier: Courier,
        panels: Mapping[str, Panel],
        listening: Callable[[], bool],
        key: Path | None = None,
    ) -> None:
        self._interactions = interactions
        self._workspace = interactions.platform.workspace
        self._panels = panels
        self.door = Door(key)
        marks = Marks(self._workspace)
        self._shown = Shown(self._workspace, marks)
        self.live = Live(
            self._workspace, self._shown, lambda: {"listening": listening(), "waiting": courier.waiting_to_retry}
        )
        interactions.platform.traffic.subscribe(lambda exchange: self.live.refresh())
        self._acting = Acting(interactions, courier, marks, self.live, panels)

    @property
    def routes(self) -> list[BaseRoute]:
        """Everything the page needs."""
        return [
            Route("/", self._index),
            Route("/archives/{place:path}", self._index),
            Mount("/page/static", app=Assets(directory=STATIC)),
            Route("/page/start", self._inside(self._start)),
            Route("/page/side", self._inside(self._side)),
            Route("/page/place", self._inside(self._place)),
            Route("/page/thread", self._inside(self._thread)),
            Route("/page/threads", self._inside(self._threads)),
            Route("/page/home", self._inside(self._home)),
            Route("/page/panel/{name}", self._inside(self._panel)),
            Route("/page/file/{file_id}", self._inside(self._file)),
            Route("/page/do", self._inside(self._do, acting=True), methods=["POST"]),
            Route("/page/upload", self._inside(self._upload, acting=True), methods=["POST"]),
            WebSocketRoute("/page/live", self._live),
        ]

    def _inside(self, answering: Answering, *, acting: bool = False) -> Answering:
        """Let in who has the key; a refusal of the workspace becomes a sentence."""

        async def answer(request: Request) -> Response:
            if not (self.door.opens_for_acting(request) if acting else self.door.opens(request)):
                return sealed(JSONResponse({"refused": "This page belongs to an earlier run."}, status_code=403))
            try:
                return sealed(await answering(request))
            except (SandboxError, SlackError) as refusal:
                return sealed(JSONResponse({"refused": str(refusal)}, status_code=409))
            except (ValidationError, KeyError, ValueError):
                return sealed(JSONResponse({"refused": "That request makes no sense."}, status_code=400))

        return answer

    async def _index(self, request: Request) -> Response:
        if not self.door.opens(request):
            return sealed(FileResponse(STATIC / "locked.html", status_code=403))
        return self.door.let_in(request, FileResponse(STATIC / "index.html"))

    # what the page reads

    async def _start(self, request: Request) -> Response:
        spec = self._workspace.app.spec
        return JSONResponse(
            {
                "name": self._workspace.name,
                "now": self._workspace.timestamps.next(),
                "people": [self._shown.person(person) for person in self._workspace.people.values()],
                "groups": [{"id": g.id, "handle": g.handle} for g in self._workspace.groups.values()],
                "app": {
                    "id": self._workspace.app.user_id,
                    "name": spec.name,
                    "home": spec.home_enabled,
                    "commands": [command.model_dump() for command in spec.command_specs],
                    "shortcuts": [shortcut.model_dump() for shortcut in spec.shortcut_specs],
                },
                "panels": [{"name": panel.name, "title": panel.title} for panel in self._panels.values()],
            }
        )

    async def _side(self, request: Request) -> Response:
        return JSONResponse(self._shown.side(self._driver(request).id))

    async def _place(self, request: Request) -> Response:
        driver = self._driver(request)
        channel = driver.place(request.query_params["channel"])
        return JSONResponse(self._shown.place(channel, driver.id, request.query_params.get("since", "0")))

    async def _thread(self, request: Request) -> Response:
        driver = self._driver(request)
        channel = driver.place(request.query_params["channel"])
        parent = thread_parent(channel, request.query_params["thread_ts"])
        return JSONResponse(self._shown.thread(channel, parent, driver.id, request.query_params.get("since", "0")))

    async def _threads(self, request: Request) -> Response:
        return JSONResponse({"threads": self._shown.threads(self._driver(request).id)})

    async def _home(self, request: Request) -> Response:
        return JSONResponse({"home": self._shown.home(self._driver(request).id)})

    async def _panel(self, request: Request) -> Response:
        panel = self._panels[request.path_params["name"]]
        return JSONResponse(asdict(await panel.content(self._driver(request).id)))

    async def _file(self, request: Request) -> Response:
        """A file's bytes, to whoever may see it: drawn where it is an image, saved otherwise; never a page."""
        who = self._driver(request).id
        file = self._workspace.files.get(request.path_params["file_id"])
        if file is None or file.data is None or not self._workspace.may_see_file(file, who):
            return JSONResponse({"refused": "There is no such file for this person."}, status_code=404)
        image = file.mimetype in IMAGES and "save" not in request.query_params
        how = "inline" if image else f"attachment; filename*=UTF-8''{quote(file.name)}"
        kind = file.mimetype if image else "application/octet-stream"
        return Response(file.data, media_type=kind, headers={"Content-Disposition": how})

    # what the page asks for

    async def _do(self, request: Request) -> Response:
        body = await _read(request, LARGEST_DEED)
        if body is None:
            return JSONResponse({"refused": "That is too much at once."}, status_code=413)
        return JSONResponse(await self._acting.do(DEED.validate_json(body)))

    async def _upload(self, request: Request) -> Response:
        driver = self._driver(request)
        body = await _read(request, LARGEST_FILE)
        if body is None:
            most = LARGEST_FILE // 1024 // 1024
            return JSONResponse({"refused": f"Files of more than {most} MB are not taken here."}, status_code=413)
        if not body:
            return JSONResponse({"refused": "This file is empty. Slack takes no empty files."}, status_code=409)
        name = request.query_params.get("name", "").replace("\0", "").strip()[:255] or "untitled"
        file = uploads.reserve(self._workspace, name, driver.id, len(body))
        uploads.receive(file, body)
        return JSONResponse({"id": file.id, "name": file.name, "size": file.size})

    async def _live(self, socket: WebSocket) -> None:
        if self.door.opens_for_acting(socket):
            await self.live.serve(socket)
        else:
            await socket.close(1008)

    def _driver(self, request: Request) -> Driver:
        person = self._workspace.person(request.query_params["who"])
        return Driver(self._workspace, self._interactions, person.id)


async def _read(request: Request, most: int) -> bytes | None:
    """The body, or None where it is longer than `most` bytes."""
    pieces, size = [], 0
    async for piece in request.stream():
        size += len(piece)
        if size > most:
            return None
        pieces.append(piece)
    return b"".join(pieces)
