"""How a round proposes grades: quotas, thresholds and ranking, kept with the round as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from voting.assessment.grades.proposals import BY_RATES, Rules, rules_for
from voting.assessment.grades.quotas import QUOTAS, Quota, quota_from
from voting.assessment.grades.thresholds import THRESHOLDS, Threshold, threshold_from
from voting.errors import BadInput


@dataclass(frozen=True, slots=True)
class GradeSettings:
    """``team``, ``member`` (班子成员) and ``other`` (其他干部): the quota of 优秀 of each pool.

    ``team_thresholds`` and ``cadre_thresholds`` raise flags; ``ranking`` is ``rates`` or
    ``score``.
    """

    team: Quota
    member: Quota
    other: Quota
    team_thresholds: tuple[Threshold, ...]
    cadre_thresholds: tuple[Threshold, ...]
    ranking: str

    @classmethod
    def preset(cls) -> GradeSettings:
        """What a new round starts with; every figure carries its 依据 and may be edited."""
        return cls(
            QUOTAS["team"],
            QUOTAS["member"],
            QUOTAS["other"],
            THRESHOLDS["team"],
            THRESHOLDS["cadre"],
            BY_RATES,
        )

    @classmethod
    def read(cls, plain: Mapping[str, Any]) -> GradeSettings:
        """Read :meth:`plain`; BadInput names what is out of range."""
        try:
            settings = cls(
                quota_from(plain["team"]),
                quota_from(plain["member"]),
                quota_from(plain["other"]),
                tuple(threshold_from(t) for t in plain["team_thresholds"]),
                tuple(threshold_from(t) for t in plain["cadre_thresholds"]),
                str(plain["ranking"]),
            )
        except (KeyError, TypeError) as error:
            raise BadInput(
                "settings-incomplete", f"settings for grades without {error}", field=str(error)
            ) from error
        settings.rules("team")
        return settings

    def plain(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "team": self.team.plain(),
            "member": self.member.plain(),
            "other": self.other.plain(),
            "team_thresholds": [t.plain() for t in self.team_thresholds],
            "cadre_thresholds": [t.plain() for t in self.cadre_thresholds],
            "ranking": self.ranking,
        }

    def rules(self, kind: str) -> Rules:
        """The rules of ``team`` or ``cadre``; BadInput for an unknown ranking."""
        thresholds = self.team_thresholds if kind == "team" else self.cadre_thresholds
        return rules_for(kind, ranking=self.ranking, thresholds=thresholds)
