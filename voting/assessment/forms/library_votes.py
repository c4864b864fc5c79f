"""The forms of other votes held at the meeting, without subjects; see ``library``."""

from __future__ import annotations

from dataclasses import replace

from voting.assessment.forms.defaults import ABSTAIN, question
from voting.assessment.forms.model import NO_TEXT, Form, Option, Question, Rate, Subject
from voting.assessment.forms.scales import scale
from voting.assessment.wording import Text

POST = (Subject("post", "拟推荐职位", ""),)
"""The one subject of a recommendation: the post that is to be filled."""

_POLITICS = (
    ("loyalty", Text("政治忠诚", "Political loyalty")),
    ("steadiness", Text("政治定力", "Political steadiness")),
    ("responsibility", Text("政治担当", "Political responsibility")),
    ("ability", Text("政治能力", "Political ability")),
    ("self-discipline", Text("政治自律", "Political self-discipline")),
)
_SELECTION_PROBLEMS = (
    ("principles", Text("落实党管干部原则不到位", "Party leadership over cadres not carried out")),
    ("rules", Text("执行选拔任用政策规定不严格", "Rules of selection not strictly followed")),
    ("favour", Text("任人唯亲、搞小圈子", "Favouritism, cliques")),
    ("lobbying", Text("跑官要官、说情打招呼", "Lobbying for posts")),
    ("votes", Text("拉票", "Canvassing")),
    ("seniority", Text("论资排辈", "Seniority before merit")),
    ("supervision", Text("对干部管理监督不严", "Slack management and supervision")),
)
_REASONS = (
    ("virtue", Text("政治品德方面", "Political and moral quality")),
    ("ability", Text("能力素质方面", "Ability")),
    ("duty", Text("担当作为方面", "Sense of duty")),
    ("results", Text("工作实绩方面", "Achievements")),
    ("trust", Text("群众公认方面", "Recognition by colleagues")),
    ("integrity", Text("廉洁自律方面", "Integrity")),
    ("procedure", Text("选拔任用程序方面", "Procedure of selection")),
)
_NEGATIVE = (
    ("wavering", Text("大是大非面前态度暧昧", "Wavers on matters of principle")),
    ("two-faced", Text("当面一套、背后一套", "Says one thing and does another")),
    ("slack", Text("贯彻上级决策部署打折扣", "Carries out decisions half-heartedly")),
    ("evasive", Text("遇事推诿、不敢担当", "Evades responsibility")),
    ("cliques", Text("搞团团伙伙、拉拉扯扯", "Forms cliques")),
    ("rules", Text("不守政治纪律和政治规矩", "Disregards political discipline and rules")),
)


def selection_form() -> Form:
    """一报告两评议, first form: how the unit selects its cadres."""
    section = Text("选人用人工作", "Selection of cadres")
    aspects = (
        ("overall", Text("对选人用人工作的总体评价", "Selection of cadres, overall")),
        ("management", Text("对从严管理监督干部的评价", "Strict management and supervision")),
        ("conduct", Text("对整治选人用人不正之风的评价", "Action against malpractice")),
    )
    rated = [
        replace(
            question(
                key,
                "overall" if key == "overall" else "aspect",
                text,
                NO_TEXT,
                scale("good-bad").options,
            ),
            section=section,
        )
        for key, text in aspects
    ]
    problems = _several(
        "problems",
        Text("选人用人方面存在的主要问题", "Main problems"),
        Text("可多选；没有就点“都不选”。", "Several may be chosen, or none."),
        _SELECTION_PROBLEMS,
        3,
    )
    return _form(
        "selection",
        Text("选人用人工作民主评议表", "Review of the selection of cadres"),
        [*rated, replace(problems, section=Text("存在问题", "Problems"))],
        [
            Rate(
                "good-rate",
                Text("好评率（好+较好）", "Good or fairly good"),
                ("good", "fairly-good"),
            )
        ],
    )


def promoted_form() -> Form:
    """一报告两评议, second form: the newly promoted; reasons where one does not approve."""
    rated = question(
        "approval",
        "overall",
        Text("对任用的看法", "View of the promotion"),
        NO_TEXT,
        scale("approved").options,
    )
    reasons = _several(
        "reasons",
        Text("不认同的主要原因", "Reasons for not approving"),
        Text(
            "只在选“不认同”时填，其他情况点“都不选”。",
            "Only where you do not approve; otherwise choose none of these.",
        ),
        _REASONS,
        3,
    )
    return _form(
        "promoted",
        Text("新提拔任用干部民主评议表", "Review of the newly promoted"),
        [rated, reasons],
        [
            Rate(
                "approval-rate",
                Text("认同率（认同+基本认同）", "Approve at least basically"),
                ("approve", "basically-approve"),
            )
        ],
    )


def politics_form() -> Form:
    """政治素质正向测评: five aspects of each cadre."""
    questions = [
        question(key, "aspect", text, NO_TEXT, scale("good-bad").options) for key, text in _POLITICS
    ]
    return _form(
        "politics",
        Text("政治素质正向测评表", "Political quality, positive"),
        questions,
        [
            Rate(
                "good-rate",
                Text("好评率（好+较好）", "Good or fairly good"),
                ("good", "fairly-good"),
            )
        ],
    )


def negative_form() -> Form:
    """政治素质反向测评: what was noticed to the contrary, any number of it."""
    asked = _several(
        "noticed",
        Text("有无下列情形", "Any of these noticed"),
        Text("可多选；没有就点“都不选”。", "Several may be chosen, or none."),
        _NEGATIVE,
        len(_NEGATIVE),
    )
    return _form(
        "politics-negative", Text("政治素质反向测评表", "Political quality, negative"), [asked], []
    )


def recommendation_form() -> Form:
    """民主推荐: choose up to two of the candidates, to be replaced by the real names."""
    people = tuple(
        (f"candidate-{n}", Text(f"人选{name}", f"Candidate {n}"))
        for n, name in enumerate("一二三四", start=1)
    )
    asked = replace(
        _several("candidates", Text("推荐人选", "Candidates"), NO_TEXT, people, 2),
        min=1,
        abstain=ABSTAIN,
    )
    return _form("recommendation", Text("民主推荐表", "Recommendation"), [asked], [])


def satisfaction_form() -> Form:
    """满意度: one question, 不了解 left out of the valid votes."""
    asked = question(
        "satisfaction",
        "overall",
        Text("对班子工作的满意程度", "Satisfaction"),
        NO_TEXT,
        scale("satisfied").options,
    )
    return _form(
        "satisfaction",
        Text("满意度测评表", "Satisfaction"),
        [asked],
        [
            Rate(
                "satisfied-rate",
                Text("满意率（满意+基本满意）", "Satisfied at least basically"),
                ("satisfied", "basically-satisfied"),
            )
        ],
    )


def blank_form() -> Form:
    """One question to be rewritten."""
    asked = question(
        "q",
        "aspect",
        Text("（请填写题目）", "(your question)"),
        NO_TEXT,
        scale("satisfied-four").options,
    )
    return _form("form", Text("新表", "New form"), [asked], [])


def _several(
    key: str, text: Text, help_text: Text, options: tuple[tuple[str, Text], ...], most: int
) -> Question:
    """A multiple-choice question that may be left empty; no scores, everything counts."""
    choices = tuple(Option(option, name, None, True) for option, name in options)
    return Question(key, "aspect", text, help_text, 0, most, None, choices)


def _form(key: str, text: Text, questions: list[Question], rates: list[Rate]) -> Form:
    return Form(key, "other", text, tuple(rates), (), tuple(questions))
