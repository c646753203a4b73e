"""What a modal is: opened by a button, drawn, read into commands when it is submitted, and what follows.

Owns the order of things for one submission. Each subject's forms say the rest; most define `open`, `view` and `parse`
alone. Must not know any form.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from bot.domain.kernel.audit import Audit
from bot.domain.kernel.errors import Invalid
from bot.domain.kernel.registry import Command
from bot.ports.files import MEGABYTE, megabytes
from bot.ports.store import Loaded
from bot.slack.kit.action_ids import ButtonValue
from bot.slack.kit.modal_state import ModalState, ParseProblem
from bot.slack.kit.payloads import Press, Submission
from bot.slack.kit.request_context import Author, RequestContext
from bot.slack.kit.responses import DONE, Redraw, Response


class Form:
    """One modal. It keeps nothing: what is shown stands in Slack, what it is about in its `private_metadata`.

    How it is drawn is its method `view`, whose parameters are the form's own: a view context, the modal's memory, and
    what is shown.
    """

    callback: ClassVar[str] = "said"
    """The callback id, by which a submission finds its form again years later: never renamed, never used again."""

    input_of: ClassVar[Mapping[str, str]] = {}
    """Fields of its commands without an input of that name, and the input under which a refusal of theirs stands."""

    async def open(self, ctx: RequestContext, value: ButtonValue) -> Response:
        """What a button with this value opens. Writes nothing; refuses who may not, and what is not there any more."""
        raise ParseProblem(f"no button opens the modal {self.callback!r}")

    async def redraw(self, ctx: RequestContext, press: Press) -> Response:
        """Something was chosen in an input that changes the others."""
        return DONE

    async def load(self, ctx: RequestContext, audit: str) -> Loaded:
        """The audit it is about, for those who may see it. Raises UnknownAudit."""
        return await ctx.audit(audit)

    async def author(self, ctx: RequestContext, submission: Submission, loaded: Loaded) -> Author:
        """The person, with what `parse` needs from outside: the people picked, the words or the file it is about."""
        return await ctx.author(users_in(submission.form))

    def parse(self, submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
        """The commands it stands for. Raises ParseProblem, and Invalid for what was left out."""
        raise ParseProblem(f"no command behind the modal {self.callback!r}")

    async def conflicts(self, ctx: RequestContext, submission: Submission, loaded: Loaded) -> Redraw | None:
        """The modal drawn again with what somebody else did meanwhile; None where nothing stands against it."""
        return None

    async def after(self, ctx: RequestContext, submission: Submission, loaded: Loaded) -> Response:
        """What is shown once it is carried out: nothing, the modal closes."""
        return DONE

    async def submit(self, ctx: RequestContext, submission: Submission) -> Response:
        """Do what it asks for. Raises what becomes words beneath its inputs."""
        _check_sizes(submission.form, ctx.deps.max_file_bytes)
        loaded = await self.load(ctx, submission.meta.audit)
        found = await self.conflicts(ctx, submission, loaded)
        # sent twice: what changed is what the first of the two did
        if found and not await ctx.deps.store.seen(ctx.workspace, submission.meta.request):
            return found
        return await self.execute(ctx, submission, loaded)

    async def execute(self, ctx: RequestContext, submission: Submission, loaded: Loaded) -> Response:
        """Execute its commands, one after the other, and show what comes after."""
        known: Loaded | None = loaded
        for command in self.parse(submission, await self.author(ctx, submission, loaded), loaded.audit):
            done = await ctx.deps.service.execute(command, known=known)
            loaded, known = Loaded(done.audit, done.framework, loaded.head, owed=done.owed), None
        ctx.deps.wake()
        return await self.after(ctx, submission, loaded)


def _check_sizes(form: ModalState, most: int) -> None:
    """Refuse a file that would not be taken, beneath its input: what was typed beside it stays."""
    for block in form.inputs:
        for file in form.files(block):
            if file.size > most:
                raise Invalid("file-too-large", field=block, size=megabytes(file.size), most=most // MEGABYTE)


def users_in(form: ModalState) -> list[str]:
    """The user ids in all pickers of a modal."""
    picked = [user for block in form.inputs for user in form.users(block)]
    return [*picked, *(user for block in form.inputs if (user := form.user(block)))]
