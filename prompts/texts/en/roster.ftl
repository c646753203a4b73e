# People and roles.

duty-accept-role = Answer the invitation as *{ $role }*
duty-reassign = Find somebody for *{ $role }*
duty-second-role-change = Say whether roles may change as { $about } asks
duty-second-naming = Say whether the people { $about } names may look on from outside
duty-second-waiver = Say whether independence may be waived for { $about }

## The first message to a person

invite = { $who } asks you to be *{ $role }*: may *{ $model }* be released as *{ $form }*?
invite-how-much = You give: { $what }, { $effort }.
invite-shared = { $count ->
    [one] Shared with 1 other.
   *[other] Shared with { $count } others.
}
invite-nothing-fixed = You may be consulted.
invite-documents = { $count ->
    [one] 1 document
   *[other] { $count } documents
}
invite-approvals = { $count ->
    [one] 1 verdict
   *[other] { $count } verdicts
}
invite-responses = { $count ->
    [one] 1 answer on facts
   *[other] { $count } answers on facts
}
invite-votes = 1 vote
effort-minutes = about { $minutes } minutes
effort-hours = { $hours ->
    [one] about an hour
   *[other] about { $hours } hours
}
invite-now = Answer by { $due }.

## What stands beneath the line

ask-second-waiver = { $who } would hold both { $one } and { $other }. It is printed on the decision.

ask-second-role-change = { $who } asks to change who leads or judges here. It takes effect with your word, and is printed on the report.
role-change-both = *{ $role }*: { $joins } in place of { $leaves }
role-change-joins = *{ $role }*: { $joins } joins
role-change-leaves = *{ $role }*: { $leaves } leaves

## Whatever went wrong

delegate-no-role = You have no role in this audit that you could hand over.
invite-lead-only = Only the audit lead or the deputy invites people. Ask { $person }.
invite-nobody = Everybody with a role is in the channel already.
invite-under-way = { $count ->
    [one] 1 person is being invited to the channel.
   *[other] { $count } people are being invited to the channel.
}
away-no-audit = You have no role in any audit that is going on, so nobody waits for you.

## People

modal-people = Assign people
modal-people-submit = Save
people-intro = Who does what in *{ $name }*? Empty roles can be filled later; scoping cannot close without those that need somebody.
people-from-last = Who does what in *{ $name }*? Empty roles show who held them in your last audit; look them through before you save.
people-least = *At least { $count }.*
role-change-waits-title = Waits for a second
role-change-waits = { $count ->
    [one] Scoping was closed, so this changes with the word of one board seat that neither asked for it nor gains by it: { $who }. They are asked one after the other, and you are told.
   *[other] Scoping was closed, so this changes with the word of { $count } other board seats: { $who }. They are asked one after the other, and you are told.
}
role-change-waits-naming = Nobody is named for this role by one person alone. It takes effect with the word of a reviewer or a board seat, accepted, who neither asked for it nor gains by it: { $who }. One of them is asked; with their word the invitation goes out.
role-change-waits-admin = A seat of the board is filled by it, so an admin of the workspace who has no role here agrees, too: they have the button in the audit's channel.
input-people-group = Or everybody of a user group
input-people-group-hint = Whoever is in it now; who joins it later is not assigned by that.
input-people-group_role = … in the role
modal-accept-first = Accept your role
modal-accept-first-submit = Accept
modal-state-ties = Your ties to us
modal-state-ties-submit = Save
button-state-ties = Say what ties you to us
state-ties-what = It is printed on the ballot, with the decision and in the report. Then press again what you were about to agree to.
input-state-ties-ties = What ties you to us
input-state-ties-ties-hint = Money, shares, earlier work, friends. Write “none” where there is nothing.
ties-empty = Say what ties you to us, “none” where there is nothing.
ties-outside-only = What ties people to us is asked only of external reviewers.
ties-unstated = You look from outside: say what ties you to us first. It is printed with the decision; then press again.
modal-decline-role = Not me
modal-decline-role-submit = Decline
decline-what = You decline to be *{ $role }* in *{ $name }*. The audit lead is told.
input-decline-role-suggests = Who could do it instead?
modal-delegate = Hand a role over
modal-delegate-submit = Hand over
input-delegate-role = Which role
input-delegate-to = Who acts for you
input-delegate-to-hint = Choose yourself to take back a role that you handed over.
input-delegate-until = Until the end of
input-delegate-until-hint = A seat of the board is not handed over for a time: you name your alternate, who may take its place where you leave it or step aside before voting opens.
modal-replace = Replace somebody
modal-replace-submit = Replace
replace-what = Who takes the seat of { $who } as *{ $role }*?
input-replace-to = The new person
modal-waive = Waive independence
modal-waive-submit = Ask for it
waive-what = One person may hold two roles that are kept apart, if a board member agrees. It is printed on the decision.
input-waive-person = Who
input-waive-role = One role
input-waive-other = The other role
input-waive-reason = Why this is acceptable here
modal-own-days = My working days
modal-own-days-submit = Save
own-days-what = Which holidays and which weekend are yours? They move your own due dates and reminders in all audits that go on now, nobody else's. Audits that come later go by your time zone in Slack.
input-own-days-calendar = Working days
input-own-days-country = Country
input-own-days-weekend = Weekend
own-days-no-audit = You have no role in any audit that is going on, so nothing of yours is due.
said-in-audits = Saved in { $saved }. Not saved in { $left }: you have no accepted role there. Accept yours there, or ask its lead for one, and save it again.
modal-away = Away
modal-away-submit = Save
away-what = Until when are you away? A lead's deputy acts meanwhile.
input-away-until = Until the end of

fallback-role-change-answered = Your change of roles was answered
notice-role-change-in-force = *{ $name }*: the roles changed as you asked, seconded by { $who }. Whoever is new is asked to accept.
notice-role-change-refused = *{ $name }*: { $who } does not agree to the change of roles, and too few seats are left that could. Everybody keeps their role; name somebody else, or talk it over.
fallback-role-declined = A role was declined
fallback-admin-asked = A seat of the board is to be filled
fallback-nobody-leads = Nobody leads this audit
notice-role-declined = *{ $name }*: { $who } cannot be { $role }.
notice-role-suggested = They suggest { $who }.
notice-admin-asked = *{ $name }*: { $who } asks to fill a seat of the board. The other seats are asked, and an admin of the workspace who has no role here agrees as well, so that a board does not choose itself. Invite an admin here, if none is.
notice-nobody-leads = ⚠️ *{ $name }*: nobody leads this audit any more, { $who } was the last. What only the audit lead does waits until a workspace admin assigns somebody. Invite an admin here, if none is.

## Buttons

button-people = Assign people
button-accept-role = Accept
button-not-me = Not me …
button-open-audit = Open audit
button-second-waiver = Agree
button-second-role-change = Agree
button-refuse-role-change = Do not agree

## What a rule refuses

role-unknown = This framework has no role { $role }. Choose one of its roles.
role-full = { $role } has at most { $maximum } seats. Remove somebody first.
lead-exactly-one = An audit has exactly one audit lead. Choose one person.
person-deactivated = { $person } was deactivated and cannot hold a role. Choose somebody else.
person-unknown = { $person } is an app, or nobody whom this workspace knows, and cannot hold a role. Choose a person.
guest-outside-only = { $person } is a guest here, or of another company, and cannot be { $role }: guests can only be the external reviewer. Choose a member of this workspace.
roles-conflict = { $person } cannot be both { $role } and { $other } in the same audit: nobody judges their own work. Choose somebody else, or ask for a waiver.
seat-not-yours = You are not named for this role any more. Nothing is asked of you.
accept-role-voting-open = Voting is open and its seats are fixed. You can come back when it is done.
accept-role-conflict = You also hold { $other }, and nobody may hold both in the same audit. Ask { $person } to choose.
decline-role-voting-open = Voting is open and its seats are fixed. Cast a ballot, or leave the deadline to pass.
delegate-declined-role = You declined this role, so there is nothing to hand over.
delegate-role-not-accepted = You have not accepted the role { $role } yet. Accept it first, then hand it over.
delegate-board-seat = A board seat cannot be delegated. Ask { $person } to name an alternate before voting opens.
alternate-voting-open = Voting is open, or its result cools off, and the seats are fixed until that is over. Come back then.
alternate-oneself = You have named no alternate yet. Choose somebody other than yourself.
alternate-taken = { $person } has a seat of the board already, or is somebody's alternate. Choose somebody else.
delegate-conflict = { $person } holds { $other } here and cannot act as { $role }. Choose somebody else.
delegate-to-oneself = Nobody acts for you in this role. Choose somebody other than yourself.
waiver-not-needed = These two roles may be held together anyway. No waiver is needed.
waiver-builder = Independence from those who build the model cannot be waived. Ask the lead to name somebody who never built it.
waiver-lead = Audit lead and deputy are one here, and neither asks for a waiver of their own independence or of each other's. Name somebody else for the role.
waiver-own = Nobody can ask for a waiver of their own independence. Ask the deputy.
waiver-not-asked = Nobody has asked for this waiver. The audit lead can.
waiver-board-member-only = A waiver needs a board member who neither asked for it nor profits from it.
second-by-waiver = You hold a role by a waiver, so you are nobody's second. Another seat of the board agrees.
assign-somebody-leads = { $person } leads this audit: ask them to name people. An admin does where nobody leads, or where lead and deputy have left a duty undone for 5 working days.
board-size-fixed = The board has had { $seats } seats since scoping was closed, and keeps them. Name somebody for a seat that was left.
role-kept = { $person } accepted to be { $role } and keeps it until they step down themselves. Ask them to.
role-answer-awaited = { $person } has until { $until } to accept being { $role }. Somebody else can be named from then on, with the second of a board seat.
role-change-not-asked = No such change of roles waits for a second any more. Nothing is asked of you.
role-change-second-needed = This change needs the second of a board seat that neither asked for it nor gains by it. Ask { $person }.
naming-second-needed = Nobody is named for this role by one person alone: it needs the second of a reviewer or board seat that neither asked for it nor gains by it. Ask { $person }.
naming-nobody-yet = Nobody is named for this role by one person alone: it needs the second of a reviewer or board seat that accepted, and there is none yet. Whoever accepts first is asked.
role-change-nobody-seconds = This change needs the second of a board seat that accepted and neither asked for it nor gains by it, and there is none. Ask the audit lead to leave the board's seats out of it.
role-change-seconded-already = You agreed to this change. Ask whoever asked for it to ask for another.

## In the list of events of a design history: the fields of the event, written out

event-RoleAssigned = { $person } was asked to be { $role }
event-RoleUnassigned = { $person } no longer is { $role }
event-RoleAccepted = { $person } accepted to be { $role }
event-RoleDeclined = { $person } declined to be { $role }
event-RoleDelegated = { $person } let { $to } act as { $role } until { $until }
event-WaiverProposed = It was proposed to waive independence for { $person } between { $roles }
event-WaiverSeconded = Independence was waived for { $person } between { $roles }
event-RoleChangeProposed = A change of roles was asked for: { $roles }
event-AlternateNamed = { $person } changed who takes their place as { $role } where it is left
event-TiesStated = Somebody from outside said what ties them to us
event-RoleChangeSeconded = Change of roles { $number } was seconded
event-RoleChangeWithdrawn = Change of roles { $number } is no longer asked for
event-RoleChangeRefused = Change of roles { $number } was not agreed to
event-DaysOffStated = The days off of some people were looked up; they move their own due dates
people-group-role = Say for which role: `/audit people A-12 safety @group`. The roles are { $roles }.
people-group-too-large = This group has { $count ->
    [one] 1 person
   *[other] { $count } people
}, and { $role } has { $free ->
    [0] no seat left
    [one] 1 seat
   *[other] { $free } seats
} for them. Pick those you mean one by one.
group-not-readable = I cannot read user groups here, or this one is gone. Pick the people one by one; whoever runs me can give me the scope usergroups:read.
event-PersonAway = { $person } is away until { $until }
event-PersonGone = { $person } left the workspace
event-PersonReturned = { $person } is back in the workspace
