"""The reference manifest of benchmarks, tests and vectors: 13 subjects × 6 questions × 4 options.

312 slots and 78 sums; the forms are those of the notice (清组文〔2021〕1号). The trustees' keys are
public nonsense: nobody needs to open what is encrypted to them.
"""

from __future__ import annotations

from voting.assessment.forms.model import (
    NO_TEXT,
    Abstain,
    Form,
    Meeting,
    Option,
    Question,
    Quota,
    Rate,
    Subject,
    VoterClass,
)
from voting.assessment.wording import Text
from voting.crypto.group import base_mul
from voting.crypto.transcript import wide
from voting.record.manifest import Counting, Disclosure, Manifest, Member, RollRef, Trustees

TEAM_ASPECTS = ("政治思想建设", "领导能力", "工作实绩", "党风廉政建设", "作风建设")
CADRE_ASPECTS = ("德", "能", "勤", "绩", "廉")
TEAM_SCALE = ("优秀", "良好", "一般", "较差")
CADRE_SCALE = ("优秀", "称职", "基本称职", "不称职")
OVERALL = "总体评价"
_ABSTAIN = Abstain(Text("弃权", "Abstain"), True)
_SCORES = (100, 80, 60, 0)


def reference_secret() -> int:
    """The joint secret of the reference manifest, public on purpose."""
    return wide("reference", b"joint key")


def reference_trustees() -> Trustees:
    """One trustee whose key is ``reference_secret() · G``."""
    key = base_mul(reference_secret()).encode().hex()
    return Trustees("00" * 32, key, 1, (Member(1, "样例", key),))


def options(scale: tuple[str, ...]) -> tuple[Option, ...]:
    """Options o1, o2, … of a scale of four with the usual scores."""
    return tuple(
        Option(f"o{number}", Text(label), score, True)
        for number, (label, score) in enumerate(zip(scale, _SCORES, strict=True), start=1)
    )


def question(
    number: int, label: str, chosen: tuple[Option, ...], abstain: Abstain | None = _ABSTAIN
) -> Question:
    """A single-choice question q1, q2, …; 总体评价 is the overall one."""
    role = "overall" if label == OVERALL else "aspect"
    text = Text(label)
    return Question(f"q{number}", role, text, NO_TEXT, 1, 1, abstain, chosen)


def form(
    kind: str, aspects: tuple[str, ...], scale: tuple[str, ...], subjects: tuple[Subject, ...]
) -> Form:
    """The team's or the cadres' form: five aspects, then 总体评价, on one scale."""
    questions = tuple(
        question(number, label, options(scale))
        for number, label in enumerate((*aspects, OVERALL), start=1)
    )
    rates = (Rate("excellent", Text("优秀率"), ("o1",)),)
    return Form(kind, kind, Text(f"{kind}测评表"), rates, subjects, questions)


def manifest_of(forms: tuple[Form, ...], quotas: tuple[Quota, ...] = ()) -> Manifest:
    """A manifest over these forms, everything else fixed."""
    meeting = Meeting(
        "000000rf", "样例", 2020, "民主测评", "样例单位", "2021-01-20 09:00", "会议室"
    )
    return Manifest(
        meeting,
        reference_trustees(),
        forms,
        quotas,
        (VoterClass("A", "A票", 10_000, 50),),
        Counting("valid", True),
        Disclosure(5, "smallest-first"),
        RollRef("00" * 32, 50),
        "00" * 32,
    )


def reference_manifest(cadres: int = 12) -> Manifest:
    """A team and ``cadres`` cadres, six questions each, four options and 弃权 each."""
    team = (Subject("team", "领导班子", ""),)
    people = tuple(Subject(f"c{n}", f"干部{n}", "副职") for n in range(1, cadres + 1))
    return manifest_of(
        (
            form("team", TEAM_ASPECTS, TEAM_SCALE, team),
            form("cadre", CADRE_ASPECTS, CADRE_SCALE, people),
        )
    )
