"""What is said when something is refused in the hall (see :mod:`voting.language`)."""

from __future__ import annotations

HALL: dict[str, tuple[str, str]] = {
    "void-replacement": ("作废后只能换发备用纸条、改用纸质票或不换发。",
                         "A voided slip is replaced by a spare, a paper ballot or nothing."),
    "spare-none": ("{class_name}已印的{printed}张纸条都已发出，没有备用纸条可换；"
                   "请改用纸质票，或核对发出张数。",
                   "All {printed} printed slips of {class_name} are handed out, no spare is left:"
                   " use a paper ballot, or check the numbers handed out."),
}
