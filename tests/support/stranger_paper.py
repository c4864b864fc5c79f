"""The paper count for the second verifier (`stranger.py`), from §8 of `docs/protocol.md` alone."""

import hashlib

from stranger_reading import PAPER, Json, Meeting, need, read


def possible(votes: list[int], values: list[int], ballots: int) -> bool:
    """Whether some j of the paper ballots can have chosen these options of a question."""
    least, most = min(value for value in values if value > 0), max(values)
    return any(
        max(votes) <= j and j * least <= sum(votes) <= j * most
        for j in range(0 if 0 in values else ballots, ballots + 1)
    )


def check_paper(files: dict[str, bytes], closing: Json, meeting: Meeting) -> int:
    """`paper.json` as it was sealed, and sums that so many ballots can give; gives their number."""
    need(("paper.json" in files) == (closing["paper"] is not None), "paper: missing or unsealed")
    if closing["paper"] is None:
        return 0
    raw = files["paper.json"]
    paper = read(raw, PAPER, "paper")
    need(paper["context"] == meeting.context.hex(), "paper: context")
    need(closing["paper"]["hash"] == hashlib.sha256(raw).hexdigest(), "paper: hash")
    heads = [[head["class"], head["paper"]] for head in closing["heads"] if head["paper"]]
    need([[row["class"], row["ballots"]] for row in paper["classes"]] == heads, "paper: classes")
    forms = meeting.manifest["forms"]
    asked = sum(len(form["subjects"]) * len(form["questions"]) for form in forms)
    for row in paper["classes"]:
        need(len(row["sums"]) == meeting.slots, "paper: slots")
        for place, (slots, values) in enumerate(meeting.sums):
            votes = [row["sums"][slot] for slot in slots]
            if place < asked:
                need(possible(votes, values, row["ballots"]), "paper: impossible votes")
            else:
                need(sum(votes) <= max(values) * row["ballots"], "paper: quota")
    return meeting.slots * len(paper["classes"])
