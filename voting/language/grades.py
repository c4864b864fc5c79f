"""What is said when grades are refused: quotas with their arithmetic, caps, the order of steps."""

from __future__ import annotations

GRADES: dict[str, str] = {
    "quota-exceeded": "{pool}：建议优秀{wanted}名，{sentence}，超出{over}名，不能提交。",
    "grade-above-cap": "“{name}”最高只能评为“{cap}”。如确需调整，请先在考核范围中人工认定。",
    "grade-not-graded": "“{name}”按规定不确定等次。如确需评定，请先在考核范围中人工认定。",
    "grades-missing": "{unit}还有未填等次的对象：{names}。",
    "grades-asked": "{unit}还有需要人工认定的情形：{names}。请先在考核范围中认定。",
    "grades-no-tally": "{unit}的测评尚未开票，不能填写或提交等次。",
    "grades-decided": "委员会已审定，等次不能再改。",
    "grades-elsewhere": "现在由别的环节处理（{stage}），您不能修改。",
    "grades-at-start": "还在单位建议环节，不用退回。",
    "grades-none-waiting": "没有等待处理的单位。",
    "grades-moved": "刚才已有人提交或退回，请刷新后再看。",
    "grades-unsure": "请先勾选确认。",
}
