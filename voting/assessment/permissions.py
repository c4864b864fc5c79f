"""Who may do what: one table, asked by every use case through :func:`require`.

Voters have no role: a slip is all they need. Nobody has an action that shows a ballot or an
interim result, because there is none. The administrator is an officer of the department who also
keeps the accounts: the first start makes one, and a small department needs no other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from voting.errors import Refused

ADMINISTRATOR: Final = "administrator"
OFFICER: Final = "officer"
UNIT: Final = "unit"
HOST: Final = "host"
COMMITTEE: Final = "committee"
AUDITOR: Final = "auditor"
TRUSTEE: Final = "trustee"

MANAGE_ACCOUNTS: Final = "accounts.manage"
MANAGE_SETTINGS: Final = "settings.manage"
READ_LOG: Final = "log.read"
EDIT_ROUND: Final = "round.edit"
READ_ROUND: Final = "round.read"
READ_PROGRESS: Final = "progress.read"
IMPORT_ROSTER: Final = "roster.import"
READ_ROSTER: Final = "roster.read"
READ_SCOPE: Final = "scope.read"
EDIT_SCOPE: Final = "scope.edit"
READ_DISCIPLINE: Final = "discipline.read"
EDIT_FORMS: Final = "forms.edit"
READ_FORMS: Final = "forms.read"
RUN_CEREMONY: Final = "ceremony.run"
TAKE_PART_IN_CEREMONY: Final = "ceremony.take-part"
PREPARE_MEETING: Final = "meeting.prepare"
WATCH_MEETING: Final = "meeting.watch"
PRINT_SLIPS: Final = "slips.print"
VOID_SLIP: Final = "slips.void"
ENTER_PAPER_BALLOTS: Final = "paper.enter"
RUN_TRIAL: Final = "trial.run"
OPEN_MEETING: Final = "meeting.open"
CLOSE_MEETING: Final = "meeting.close"
SUBMIT_SHARES: Final = "shares.submit"
READ_RESULTS: Final = "results.read"
READ_OWN_RESULTS: Final = "results.read-own"
READ_RECORD: Final = "record.read"
EDIT_PROPOSALS: Final = "proposals.edit"
READ_PROPOSALS: Final = "proposals.read"
GIVE_OPINION: Final = "opinion.give"
DECIDE_GRADES: Final = "grades.decide"
EXPORT_TABLES: Final = "tables.export"
READ_DOCUMENTS: Final = "papers.read"
READ_MATERIALS: Final = "materials.read"
EDIT_MATERIALS: Final = "materials.edit"
UNLOCK_MATERIALS: Final = "materials.unlock"
EDIT_PUBLICITY: Final = "publicity.edit"
EDIT_VISITS: Final = "visits.edit"

_OFFICER: Final = frozenset(
    {
        EDIT_ROUND,
        READ_ROUND,
        READ_PROGRESS,
        IMPORT_ROSTER,
        READ_ROSTER,
        READ_SCOPE,
        EDIT_SCOPE,
        READ_DISCIPLINE,
        EDIT_FORMS,
        READ_FORMS,
        RUN_CEREMONY,
        PREPARE_MEETING,
        WATCH_MEETING,
        PRINT_SLIPS,
        VOID_SLIP,
        ENTER_PAPER_BALLOTS,
        RUN_TRIAL,
        OPEN_MEETING,
        CLOSE_MEETING,
        SUBMIT_SHARES,
        READ_RESULTS,
        READ_OWN_RESULTS,
        READ_RECORD,
        EDIT_PROPOSALS,
        READ_PROPOSALS,
        GIVE_OPINION,
        EXPORT_TABLES,
        READ_DOCUMENTS,
        READ_LOG,
        READ_MATERIALS,
        EDIT_MATERIALS,
        UNLOCK_MATERIALS,
        EDIT_PUBLICITY,
        EDIT_VISITS,
    }
)

PERMISSIONS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        ADMINISTRATOR: _OFFICER | {MANAGE_ACCOUNTS, MANAGE_SETTINGS},
        OFFICER: _OFFICER,
        UNIT: frozenset(
            {
                READ_SCOPE,
                READ_OWN_RESULTS,
                READ_RECORD,
                EDIT_PROPOSALS,
                READ_PROPOSALS,
                READ_DOCUMENTS,
                READ_MATERIALS,
                EDIT_MATERIALS,
                EDIT_PUBLICITY,
            }
        ),
        HOST: frozenset(
            {
                READ_ROUND,
                WATCH_MEETING,
                VOID_SLIP,
                ENTER_PAPER_BALLOTS,
                OPEN_MEETING,
                CLOSE_MEETING,
                READ_RECORD,
                EDIT_VISITS,
                RUN_TRIAL,
            }
        ),
        COMMITTEE: frozenset(
            {
                READ_ROUND,
                READ_PROGRESS,
                READ_ROSTER,
                READ_SCOPE,
                READ_DISCIPLINE,
                READ_FORMS,
                READ_RESULTS,
                READ_OWN_RESULTS,
                READ_RECORD,
                READ_PROPOSALS,
                DECIDE_GRADES,
                EXPORT_TABLES,
                READ_DOCUMENTS,
                READ_MATERIALS,
            }
        ),
        AUDITOR: frozenset(
            {
                READ_ROUND,
                READ_PROGRESS,
                READ_ROSTER,
                READ_SCOPE,
                READ_DISCIPLINE,
                READ_FORMS,
                READ_RESULTS,
                READ_OWN_RESULTS,
                READ_RECORD,
                READ_PROPOSALS,
                READ_LOG,
                READ_MATERIALS,
            }
        ),
        TRUSTEE: frozenset({READ_ROUND, TAKE_PART_IN_CEREMONY, SUBMIT_SHARES, READ_RECORD}),
    }
)
"""Role → actions. What an account of a unit reads and edits is limited to its own unit: by its
address (``voting.web.site.access``) and by the use case (``permit_unit``)."""

ROLES: Final = tuple(PERMISSIONS)
ACTIONS: Final = tuple(sorted(frozenset().union(*PERMISSIONS.values())))


def actions_of(role: str) -> frozenset[str]:
    """The actions of a role; none for a role that does not exist."""
    return PERMISSIONS.get(role, frozenset())


def require(role: str, action: str) -> None:
    """Refused ``not-permitted`` unless the role has the action; unknown names have nothing."""
    require_any((role,), action)


def require_any(roles: Iterable[str], action: str) -> None:
    """The same for an account with several roles: one of them must have the action."""
    held = tuple(roles)
    if not any(action in actions_of(role) for role in held):
        raise Refused(
            "not-permitted",
            f"{' + '.join(held) or 'nobody'} may not {action}",
            roles="、".join(held),
            action=action,
        )
