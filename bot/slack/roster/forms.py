"""The modals of people and roles: assigning, declining, replacing, waiving.

Owns opening, drawing and reading them. Must not know rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.domain.duties.rules import OverdueDuty
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.errors import Invalid, NotNow
from bot.domain.kernel.people import Person, user_of
from bot.domain.kernel.registry import Command
from bot.domain.roster.commands import (
    AcceptRole,
    AssignRoles,
    DeclineRole,
    ProposeWaiver,
    RefuseRoleChange,
    SecondRoleChange,
    SecondWaiver,
    StateTies,
)
from bot.domain.roster.seconds import may_second, moves, needs_admin, seconds_needed
from bot.ports.store import Loaded
from bot.slack.kit import mrkdwn
from bot.slack.kit.action_ids import ButtonValue
from bot.slack.kit.block_kit import section, small
from bot.slack.kit.concurrent_edits import (
    change_line,
    clashing_fields,
    fields_shown,
    is_changed,
    mentions_of,
    redrawn_with_changes,
    shown_again,
    with_new_request,
)
from bot.slack.kit.form import Form
from bot.slack.kit.localization import Texts
from bot.slack.kit.modal import MOST_OPTIONS, Choice, Inputs, modal, role_choices, text_modal
from bot.slack.kit.modal_opening import audit_in_view, metadata_for, request_of_press
from bot.slack.kit.modal_state import ModalMetadata, ModalState
from bot.slack.kit.parsing import needed
from bot.slack.kit.payloads import Press, Submission
from bot.slack.kit.request_context import Author, RequestContext
from bot.slack.kit.responses import DONE, Open, Redraw, Response
from bot.slack.kit.view_context import ViewContext
from bot.slack.roster.messages import role_change_lines

GROUP, GROUP_ROLE = "group", "group_role"
"""The inputs for a user group; every other one is of a role."""

_LOOKED_THROUGH = 5
"""How many earlier audits are looked at for people to suggest."""


class PeopleForm(Form):
    """Who holds which role."""

    callback = "people"

    async def open(self, ctx: RequestContext, value: ButtonValue) -> Response:
        """Filled with who holds the roles now; while only the first seats are taken, also from the last audit."""
        return await self._opened(ctx, value, {})

    async def open_with(self, ctx: RequestContext, audit: str, role: str, groups: Sequence[str]) -> Response:
        """The same, and to one role the people whom user groups have now: who is in them later changes nothing."""
        roles = [r.key for r in (await ctx.audit(audit)).framework.roles]
        if role not in roles:
            raise NotNow("people-group-role", roles=roles)
        members = [user for group in groups for user in await ctx.access.group_members(ctx.workspace, group)]
        return await self._opened(ctx, ButtonValue(audit=audit), {role: members})

    async def _opened(self, ctx: RequestContext, value: ButtonValue, more: Mapping[str, Sequence[str]]) -> Response:
        loaded, context = await audit_in_view(ctx, value)
        now = _held(loaded.audit)
        fresh = set(now) <= {"lead", "deputy"}
        last = await _last_roster(ctx, loaded) if fresh else {}
        roles = [role.key for role in loaded.framework.roles]
        meta = metadata_for(ctx, value, seen=fields_shown(role_holders(loaded.audit, roles)))
        filled = {**last, **now}
        for role, users in more.items():
            filled[role] = with_group(loaded, role, now.get(role, ()), users)
        groups = await ctx.access.groups(ctx.workspace)
        return Open(self.view(context, meta, filled, groups, from_last=bool(last)))

    def view(
        self,
        context: ViewContext,
        meta: ModalMetadata,
        suggested: Mapping[str, Sequence[str]],
        groups: Sequence[Choice] = (),
        *,
        from_last: bool,
    ) -> View:
        """A picker per role with the user ids that hold it now (or held it in the last audit, then said so); beneath
        them, one for the people of a user group.
        """
        say, ask = context.say, Inputs(context.say, self.callback)
        blocks: list[Block] = section(say("people-from-last" if from_last else "people-intro", name=context.name))
        for role in context.framework.roles:
            blocks.append(ask.people(role.key, suggested.get(role.key, ()), most=role.maximum, label=role.title))
            least = [say("people-least", count=role.minimum)] if role.minimum else []
            blocks += small(" ".join([mrkdwn.escape(role.duty), *least]))
        if groups:
            handles = [(group, f"@{handle}") for group, handle in groups[:MOST_OPTIONS]]
            blocks.append(ask.select(GROUP, handles, optional=True))
            blocks.append(ask.select(GROUP_ROLE, role_choices(context.framework), optional=True))
        return modal(say, self.callback, meta, blocks)

    async def submit(self, ctx: RequestContext, submission: Submission) -> Response:
        """The people whom a user group has now, in their role beside those that were picked: then as if all were."""
        form = submission.form
        group, role = form.choice(GROUP), form.choice(GROUP_ROLE)
        if bool(group) != bool(role):
            raise Invalid("input-missing", field=GROUP_ROLE if group else GROUP)
        if role:
            members = await ctx.access.group_members(ctx.workspace, group)
            loaded = await self.load(ctx, submission.meta.audit)
            form = form.with_users(role, with_group(loaded, role, form.users(role), members))
        inputs = {block: state for block, state in form.inputs.items() if block not in (GROUP, GROUP_ROLE)}
        return await super().submit(ctx, replace(submission, form=ModalState(inputs)))

    async def conflicts(self, ctx: RequestContext, submission: Submission, loaded: Loaded) -> Redraw | None:
        """The people once more, where somebody else changed them since they were opened."""
        form, meta = submission.form, submission.meta
        sent = {role: ",".join(sorted(form.users(role))) for role in form.inputs}
        now = role_holders(loaded.audit, sent)
        clash = clashing_fields(meta.seen, sent, now)
        if not clash:
            return None
        context = await ctx.view_context(loaded)
        lines = [change_line(context, context.role_title(role), mentions_of(now[role])) for role in clash]
        meta = meta.replace(seen=shown_again(meta.seen, clash, now))
        users = {role: [user for user in text.split(",") if user] for role, text in now.items()}
        return redrawn_with_changes(ctx, self.view(context, with_new_request(ctx, meta), users, from_last=False), lines)

    def parse(self, submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
        """A picker's block is the key of its role. Every role that was changed is set, an empty one to nobody."""
        form, memory = submission.form, submission.meta.seen
        roles = {
            role: tuple(author.person(user) for user in form.users(role))
            for role in form.inputs
            if is_changed(memory, role, ",".join(sorted(form.users(role))))
        }
        return (AssignRoles(**author.common(audit.key, submission.meta.request), roles=roles),)

    async def after(self, ctx: RequestContext, submission: Submission, loaded: Loaded) -> Response:
        """Done; or what of it waits for a second, and for whose."""
        return await _waiting(ctx, loaded)


def with_group(loaded: Loaded, role: str, picked: Sequence[str], members: Sequence[str]) -> list[str]:
    """The people of a user group beside those who are picked. Refuses more than the role takes: nobody is left out
    unsaid.
    """
    spec, people = loaded.framework.role(role), list(dict.fromkeys((*picked, *members)))
    if len(people) > spec.maximum:
        free = max(0, spec.maximum - len(set(picked) - set(members)))
        raise Invalid("people-group-too-large", field=GROUP, role=spec.title, count=len(set(members)), free=free)
    return people


async def _waiting(ctx: RequestContext, loaded: Loaded) -> Response:
    """What waits for a second since this person asked for it; the modal closes where nothing does."""
    change = loaded.audit.role_change
    if change is None or change.proposed_by != ctx.who or not moves(loaded.audit, change.roles):
        return DONE
    context = await ctx.view_context(loaded)
    seats = ", ".join(context.mention(seat) for seat in may_second(loaded.audit, loaded.framework, change))
    needed = seconds_needed(loaded.audit, loaded.framework, change)
    who = seats or context.say("nobody")
    said = context.say("role-change-waits", count=needed, who=who)
    if not loaded.audit.first_roster:
        said = context.say("role-change-waits-naming", who=who)
    if needs_admin(loaded.audit, loaded.framework, change):
        said += " " + context.say("role-change-waits-admin")
    what = "\n".join(role_change_lines(context, change))
    return Redraw(text_modal(context.say, section(said) + section(what), context.say("role-change-waits-title")))


async def _last_roster(ctx: RequestContext, loaded: Loaded) -> dict[str, list[str]]:
    """Who held the roles in the newest other audit that this person may see, as far as independence allows it here."""
    lines = await ctx.access.lines(ctx.workspace, ctx.who)
    for line in [line for line in lines if line.key != loaded.audit.key][:_LOOKED_THROUGH]:
        earlier = _held((await ctx.audit(line.key)).audit)
        if set(earlier) - {"lead", "deputy"}:
            return _compatible(loaded, earlier)
    return {}


def _held(audit: Audit) -> dict[str, list[str]]:
    users = {role: text.split(",") for role, text in role_holders(audit, {**audit.roster, **_named(audit)}).items()}
    return {role: found for role, found in users.items() if found != [""]}


def _named(audit: Audit) -> dict[str, tuple[Person, ...]]:
    """Whom the lead named for roles before the first stage was closed, where it waits for a second."""
    return audit.role_change.roles if audit.role_change and not audit.first_roster else {}


def _compatible(loaded: Loaded, earlier: dict[str, list[str]]) -> dict[str, list[str]]:
    """Earlier people for the empty roles, without those whom independence keeps from them now."""
    kept = {role: users for role, users in _held(loaded.audit).items() if loaded.framework.has_role(role)}
    gone = {user_of(who) for who in loaded.audit.gone}
    for role, users in earlier.items():
        if role in kept or role in ("lead", "deputy") or not loaded.framework.has_role(role):
            continue
        free = [
            user
            for user in users
            if user not in gone
            and not any(user in held and loaded.framework.incompatible(role, other) for other, held in kept.items())
        ]
        kept[role] = free[: loaded.framework.role(role).maximum]
    return kept


class DeclineRoleForm(Form):
    """Not me: perhaps somebody else?"""

    callback = "decline-role"

    async def open(self, ctx: RequestContext, value: ButtonValue) -> Response:
        """Not me: perhaps somebody else?"""
        _, context = await audit_in_view(ctx, value)
        return Open(self.view(context, metadata_for(ctx, value)))

    def view(self, context: ViewContext, meta: ModalMetadata) -> View:
        """Not me: perhaps somebody else?"""
        said = section(context.say("decline-what", role=context.role_title(meta.role), name=context.name))
        return modal(
            context.say,
            self.callback,
            meta,
            [*said, Inputs(context.say, self.callback).person("suggests", optional=True)],
        )

    def parse(self, submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
        """[Not me], perhaps with a suggestion."""
        suggested = submission.form.user("suggests")
        return (
            DeclineRole(
                **author.common(audit.key, submission.meta.request),
                role=submission.meta.role,
                suggests=author.person(suggested) if suggested else None,
            ),
        )


class TiesForm(Form):
    """What ties whoever looks from outside to us."""

    callback = "state-ties"

    async def open(self, ctx: RequestContext, value: ButtonValue) -> Response:
        """Say what ties you to us, before you second anything."""
        _, context = await audit_in_view(ctx, value)
        return Open(self.view(context.say, metadata_for(ctx, value)))

    def view(self, say: Texts, meta: ModalMetadata) -> View:
        """One input, of any length."""
        blocks = [*section(say("state-ties-what")), Inputs(say, self.callback).text("ties", lines=True)]
        return modal(say, self.callback, meta, blocks)

    def parse(self, submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
        """Their words."""
        common = author.common(audit.key, submission.meta.request)
        return (StateTies(**common, ties=author.prose(submission.form.text("ties"))),)


class ReplaceForm(Form):
    """Who takes the seat of somebody who never answered."""

    callback = "replace"

    async def open(self, ctx: RequestContext, value: ButtonValue) -> Response:
        """Somebody else for a seat whose holder never answered."""
        loaded, context = await audit_in_view(ctx, value)
        late = next((d for d in context.duties if isinstance(d, OverdueDuty) and d.of == value.key), None)
        role = value.role or (late.role if late else "") or _role_of(loaded, late.about if late else "")
        if not loaded.framework.has_role(role):
            return await PeopleForm().open(ctx, value)
        return Open(self.view(context, metadata_for(ctx, value, role=role, key=late.about if late else "")))

    def view(self, context: ViewContext, meta: ModalMetadata) -> View:
        """Who takes the seat of somebody who never answered (`meta.key`)."""
        gone = context.mention(meta.key) if meta.key else context.say("nobody")
        said = section(context.say("replace-what", who=gone, role=context.role_title(meta.role)))
        return modal(context.say, self.callback, meta, [*said, Inputs(context.say, self.callback).person("to")])

    def parse(self, submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
        """Somebody else takes the seat of a person who never answered (`key` of the modal's memory)."""
        role, gone = submission.meta.role, submission.meta.key
        seats = [seat.person for seat in audit.roster.get(role, ()) if seat.accepted is not False]
        new = author.person(needed(submission.form.user("to"), "to"))
        kept = [new if seat == gone else seat for seat in seats]
        people = tuple(dict.fromkeys(kept if gone in seats else [*kept, new]))
        return (AssignRoles(**author.common(audit.key, submission.meta.request), roles={role: people}),)

    async def after(self, ctx: RequestContext, submission: Submission, loaded: Loaded) -> Response:
        """Done; or what of it waits for a second, and for whose."""
        return await _waiting(ctx, loaded)


def _role_of(loaded: Loaded, who: str) -> str:
    return next((role for role, seats in loaded.audit.roster.items() if any(s.person == who for s in seats)), "")


class WaiveForm(Form):
    """Who may hold two roles that independence keeps apart."""

    callback = "waive"

    async def open(self, ctx: RequestContext, value: ButtonValue) -> Response:
        """Ask to waive independence for one person."""
        _, context = await audit_in_view(ctx, value)
        return Open(self.view(context, metadata_for(ctx, value), user_of(value.key) if value.key else ""))

    def view(self, context: ViewContext, meta: ModalMetadata, who: str) -> View:
        """Who may hold which two roles, and why."""
        ask, choices = Inputs(context.say, self.callback), role_choices(context.framework)
        blocks = [
            *section(context.say("waive-what")),
            ask.person("person", who),
            ask.select("role", choices, meta.role),
            ask.select("other", choices),
            ask.text("reason", lines=True),
        ]
        return modal(context.say, self.callback, meta, blocks)

    def parse(self, submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
        """The lead asks to let one person hold two roles that independence keeps apart."""
        form = submission.form
        roles = (needed(form.choice("role"), "role"), needed(form.choice("other"), "other"))
        return (
            ProposeWaiver(
                **author.common(audit.key, submission.meta.request),
                person=author.person(needed(form.user("person"), "person")),
                roles=roles,
                reason=author.prose(form.text("reason")),
            ),
        )


def accept_role(press: Press, author: Author, audit: Audit) -> Command:
    """[Accept] of an invitation."""
    return AcceptRole(**author.common(audit.key, request_of_press(press, audit)), role=press.value.role)


def second_waiver(press: Press, author: Author, audit: Audit) -> Command:
    """A board member agrees to a waiver; the value has its number."""
    number = press.value.number
    if not 0 < number <= len(audit.waivers):
        raise NotNow("waiver-not-asked")
    waiver = audit.waivers[number - 1]
    common = author.common(audit.key, request_of_press(press, audit))
    return SecondWaiver(**common, person=waiver.person, roles=waiver.roles)


def second_role_change(press: Press, author: Author, audit: Audit) -> Command:
    """Whoever may second agrees to a change of roles."""
    return SecondRoleChange(**author.common(audit.key, request_of_press(press, audit)), number=press.value.number)


def refuse_role_change(press: Press, author: Author, audit: Audit) -> Command:
    """Whoever may second does not agree to a change of roles."""
    return RefuseRoleChange(**author.common(audit.key, request_of_press(press, audit)), number=press.value.number)


def role_holders(audit: Audit, roles: Iterable[str]) -> dict[str, str]:
    """Who holds each role, or is named for it (user ids, sorted), as one text a role."""
    held = {role: [s.person for s in audit.roster.get(role, ()) if s.accepted is not False] for role in roles}
    seats = {role: _named(audit).get(role, people) for role, people in held.items()}
    return {role: ",".join(sorted(user_of(person) for person in people)) for role, people in seats.items()}
