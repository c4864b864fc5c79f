"""The default forms of the notice, without subjects.

The aspects are the notice's own: teams report on 政治思想建设、领导能力、工作实绩、党风廉政建设和
作风建设, cadres on 德、能、勤、绩、廉. The help texts shorten its sentences about each aspect; the
notice lists the team's topics without saying which belongs to which aspect, so that split is ours.
Checks: ``checks``.
"""

from __future__ import annotations

from collections.abc import Sequence

from voting.assessment.forms.model import NO_TEXT, Abstain, Form, Option, Question, Rate
from voting.assessment.forms.scales import scale
from voting.assessment.grade_names import EXCELLENT, FAVOURABLE, RATE_NAMES, UNFAVOURABLE
from voting.assessment.wording import Text

ABSTAIN = Abstain(Text("弃权", "Abstain"), True)
OVERALL = Text("总体评价", "Overall")

_TEAM_ASPECTS: tuple[tuple[str, Text, Text], ...] = (
    (
        "politics",
        Text("政治思想建设", "Political and ideological work"),
        Text(
            "坚持和加强党的全面领导，执行党的理论和路线方针政策，增强“四个意识”，坚定“四个自信”，"
            "遵守政治纪律和政治规矩。",
            "Upholding the Party's overall leadership, carrying out its theory and policies, "
            "keeping political discipline and rules.",
        ),
    ),
    (
        "leadership",
        Text("领导能力", "Leadership"),
        Text(
            "践行新发展理念，推动高质量发展；运用法治思维和法治方式推动工作；干部选拔任用、"
            "抓基层党建、人才工作、履行意识形态工作责任、加强统一战线。",
            "New development concept and high-quality development; work by the rule of law; "
            "selecting cadres, building grass-roots branches, talent, ideology, united front.",
        ),
    ),
    (
        "achievements",
        Text("工作实绩", "Achievements"),
        Text(
            "完成重点目标任务；统筹推进疫情防控和经济社会发展、项目建设、招商引资、营商环境、"
            "脱贫攻坚、环境保护、安全生产、信访稳定等。",
            "Key targets met; epidemic control and economic and social development, projects, "
            "investment, business climate, poverty relief, environment, safety, petitions.",
        ),
    ),
    (
        "integrity",
        Text("党风廉政建设", "Clean government"),
        Text(
            "履行全面从严治党主体责任，推进党风廉政建设和反腐败斗争。",
            "Responsibility for governing the Party strictly; clean government and the fight "
            "against corruption.",
        ),
    ),
    (
        "conduct",
        Text("作风建设", "Working style"),
        Text(
            "贯彻落实中央八项规定精神及其实施细则。",
            "Carrying out the spirit of the central eight-point rules and their details.",
        ),
    ),
)

_CADRE_ASPECTS: tuple[tuple[str, Text, Text], ...] = (
    (
        "virtue",
        Text("德", "Virtue"),
        Text(
            "遵守政治纪律和政治规矩，在思想上政治上行动上同党中央保持高度一致，开展理论学习，"
            "遵守各项道德准则。",
            "Political discipline and rules, unity with the central leadership, study of theory, "
            "moral standards.",
        ),
    ),
    (
        "ability",
        Text("能", "Ability"),
        Text(
            "履职尽责，特别是应对突发事件、群体性事件中的政治定力、专业素养和组织领导能力。",
            "Doing the duties of the post; steadiness, professional skill and leadership above "
            "all in emergencies.",
        ),
    ),
    (
        "diligence",
        Text("勤", "Diligence"),
        Text(
            "发扬革命精神、斗争精神，坚持“三严三实”，勤勉敬业、恪尽职守。",
            "Spirit and endeavour, strict with oneself and honest in work, hard-working, devoted "
            "to duty.",
        ),
    ),
    (
        "achievements",
        Text("绩", "Achievements"),
        Text(
            "抓党建工作，履行意识形态工作责任制，承担急难险重任务、应对重大考验，"
            "本人分管（承担）的大事要事的实际成效。",
            "Party building, ideology, urgent and hard tasks, and what came of the matters in "
            "one's own charge.",
        ),
    ),
    (
        "integrity",
        Text("廉", "Integrity"),
        Text(
            "落实党风廉政建设“一岗双责”政治责任，遵守廉洁自律准则，落实中央八项规定精神及其实施细则。",
            "Responsibility for clean government along with the post, the code of clean conduct, "
            "the eight-point rules.",
        ),
    ),
)

_TEAM_RATES = (
    (EXCELLENT, ("excellent",)),
    (FAVOURABLE, ("excellent", "good")),
    (UNFAVOURABLE, ("poor",)),
)
_CADRE_RATES = (
    (EXCELLENT, ("excellent",)),
    (FAVOURABLE, ("excellent", "competent")),
    (UNFAVOURABLE, ("incompetent",)),
)


def team_form() -> Form:
    """The form for the leadership team."""
    text = Text("领导班子民主测评表", "Assessment of the leadership team")
    return _form("team", text, _TEAM_ASPECTS, _TEAM_RATES)


def cadre_form() -> Form:
    """The form for leading cadres."""
    text = Text("领导干部民主测评表", "Assessment of leading cadres")
    return _form("cadre", text, _CADRE_ASPECTS, _CADRE_RATES)


def default_forms() -> list[Form]:
    """Team first, then cadres: the order in which a meeting votes."""
    return [team_form(), cadre_form()]


def question(
    question_id: str, role: str, text: Text, help_text: Text, options: Sequence[Option]
) -> Question:
    """A single-choice question with 弃权, which counts in the denominator."""
    return Question(question_id, role, text, help_text, 1, 1, ABSTAIN, tuple(options))


def _form(
    kind: str,
    text: Text,
    aspects: Sequence[tuple[str, Text, Text]],
    rates: Sequence[tuple[str, tuple[str, ...]]],
) -> Form:
    """A form whose id is its kind, on the scale of the same name."""
    options = scale(kind).options
    return Form(
        kind,
        kind,
        text,
        tuple(Rate(rate, RATE_NAMES[kind][rate], chosen) for rate, chosen in rates),
        (),
        (
            *(
                question(key, "aspect", name, help_text, options)
                for key, name, help_text in aspects
            ),
            question("overall", "overall", OVERALL, NO_TEXT, options),
        ),
    )
