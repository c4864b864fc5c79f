"""A second verifier of a meeting's record, written from `docs/protocol.md` alone.

It shares no line with the product and uses nothing but the standard library. Where it and the
product's verifier disagree about a record, one of them or the page is wrong. Sections (§) are the
page's. Slow: some seconds for one ballot of 300 slots.
"""

import hashlib
from dataclasses import dataclass

from stranger_curve import (
    G,
    N,
    Point,
    add,
    check_signature,
    combine,
    decode,
    encode,
    lift,
    negative,
    scalar,
)
from stranger_paper import check_paper
from stranger_reading import (
    CEREMONY,
    CLOSING,
    ROLL,
    SHARES,
    VOIDS,
    Json,
    Meeting,
    canonical,
    check_manifest,
    digest,
    fingerprint,
    inside,
    need,
    read,
    u32,
    unzipped,
    wide,
)

Pair = tuple[Point, Point]
"""A ciphertext (A, B)."""


def sha(raw: bytes) -> bytes:
    """SHA-256."""
    return hashlib.sha256(raw).digest()


def numbers(*texts: str) -> list[int]:
    """Scalars from hexadecimal."""
    return [scalar(bytes.fromhex(text)) for text in texts]


def point(text: str) -> Point:
    """A point from hexadecimal."""
    return decode(bytes.fromhex(text))


# ---- §7 ceremony


def check_possession(ceremony: str, index: int, use: str, known: str, proof: Json) -> None:
    """The proof of knowing x for X = xG."""
    c, s = numbers(proof["c"], proof["s"])
    commitment = encode(combine((s, G), (-c, point(known))))
    public = bytes.fromhex(known)
    again = wide("possession", ceremony.encode(), u32(index), use.encode(), public, commitment)
    need(c == again, f"possession of {use} by {index}")


def check_reveal(commit: Json, reveal: Json, ceremony: Json, index: int) -> None:
    """One trustee's commit and reveal."""
    for message in (commit, reveal):
        need(message["ceremony"] == ceremony["id"], "another ceremony")
        need(message["trustees"] == ceremony["trustees"], "another n")
        need(message["threshold"] == ceremony["threshold"], "another k")
        need(message["index"] == index, "index")
    need(commit["name"] == reveal["name"], "two names")
    need(commit["commit"] == digest("commit", canonical(reveal)).hex(), "commit")
    need(len(reveal["commitments"]) == ceremony["threshold"], "number of commitments")
    for known in reveal["commitments"]:
        point(known)
    for use, known, proof in (
        ("constant", reveal["commitments"][0], reveal["possession"]),
        ("transport", reveal["transport"], reveal["transport_possession"]),
    ):
        check_possession(ceremony["id"], index, use, known, proof)


def check_ceremony(raw: bytes, meeting: Meeting) -> list[Point]:
    """All messages, the joint key and the members; gives Y_1 … Y_n."""
    ceremony = read(raw, CEREMONY, "ceremony")
    trustees = meeting.manifest["trustees"]
    n, k = ceremony["trustees"], ceremony["threshold"]
    need(sha(raw).hex() == trustees["ceremony"], "ceremony: not the manifest's")
    need(k <= n < 2 * k and trustees["threshold"] == k, "ceremony: threshold")
    for part in ("commits", "reveals", "confirms"):
        need(len(ceremony[part]) == n, f"ceremony: number of {part}")
    reveals = ceremony["reveals"]
    for at in range(n):
        with inside(f"ceremony: trustee {at + 1}"):
            check_reveal(ceremony["commits"][at], reveals[at], ceremony, at + 1)
    transcript = digest("reveals", *map(canonical, reveals)).hex()
    rows = [[point(text) for text in reveal["commitments"]] for reveal in reveals]
    need(add(*(row[0] for row in rows)) == meeting.key, "ceremony: joint key")
    keys, members = [], []
    for j, confirm in enumerate(ceremony["confirms"], 1):
        key = add(*(combine((j**power, known)) for row in rows for power, known in enumerate(row)))
        text = encode(key).hex()
        with inside(f"ceremony: confirmation {j}"):
            need(confirm["ceremony"] == ceremony["id"] and confirm["index"] == j, "another's")
            need(confirm["reveals"] == transcript, "other reveals")
            need(confirm["verification"] == text, "verification key")
            check_possession(ceremony["id"], j, transcript, text, confirm["possession"])
        keys.append(point(text))
        members.append({"index": j, "name": reveals[j - 1]["name"], "verification": text})
    need(members == trustees["members"], "ceremony: members")
    return keys


# ---- §4 roll, §6 voids


def check_roll(raw: bytes, meeting: Meeting) -> dict[bytes, str]:
    """Class of each credential."""
    roll = read(raw, ROLL, "roll")
    named = meeting.manifest["roll"]
    need(sha(raw).hex() == named["hash"], "roll: hash")
    need(roll["meeting"] == meeting.manifest["meeting"]["id"], "roll: another meeting")
    entries = {bytes.fromhex(text): name for text, name in roll["entries"]}
    need(len(entries) == len(roll["entries"]) == named["size"], "roll: size or a repetition")
    need(list(entries) == sorted(entries), "roll: order")
    known = {item["id"] for item in meeting.manifest["classes"]}
    need(known.issuperset(entries.values()), "roll: unknown class")
    for credential in entries:
        with inside(f"roll: {credential.hex()}"):
            lift(int.from_bytes(credential, "big"), 0)
    return entries


def check_voids(raw: bytes, meeting: Meeting, roll: dict[bytes, str]) -> set[bytes]:
    """The voided credentials."""
    voids = read(raw, VOIDS, "voids")
    need(voids["context"] == meeting.context.hex(), "voids: context")
    order = [bytes.fromhex(text) for text, _ in voids["voids"]]
    need(order == sorted(set(order)), "voids: order or a repetition")
    for credential, (_, signature) in zip(order, voids["voids"], strict=True):
        need(credential in roll, "voids: not on the roll")
        message = digest("void", meeting.context, credential)
        with inside(f"voids: {credential.hex()}"):
            check_signature(credential, message, bytes.fromhex(signature))
    return set(order)


# ---- §5 ballots


@dataclass(frozen=True)
class Ballot:
    """A ballot taken to pieces: ciphertexts, and (challenges, responses) of every proof."""

    credential: bytes
    e: int
    pairs: list[Pair]
    proofs: list[tuple[list[int], list[int]]]


def take_apart(raw: bytes, meeting: Meeting) -> Ballot:
    """Checks 1, 2, 4 and 5 of §5."""
    need(raw[:4] == b"QPB1", "magic")
    need(raw[4:36] == meeting.context, "context")
    check_signature(raw[36:68], digest("cast", raw[:-64]), raw[-64:])
    e, at = scalar(raw[68:100]), 100
    pairs = []
    for _ in range(meeting.slots):
        pairs.append((decode(raw[at : at + 33]), decode(raw[at + 33 : at + 66])))
        at += 66
    proofs = []
    for m in [2] * meeting.slots + [len(values) for _, values in meeting.sums]:
        parts = [scalar(raw[at + 32 * i : at + 32 * i + 32]) for i in range(2 * m - 1)]
        at += 32 * (2 * m - 1)
        proofs.append(([*parts[: m - 1], (e - sum(parts[: m - 1])) % N], parts[m - 1 :]))
    need(at == len(raw) - 64, "length")
    return Ballot(raw[36:68], e, pairs, proofs)


def check_proofs(ballot: Ballot, meeting: Meeting) -> None:
    """Checks 6 and 7 of §5."""
    proved: list[tuple[Point | None, Point | None, list[int]]]
    proved = [(a, b, [0, 1]) for a, b in ballot.pairs]
    for slots, values in meeting.sums:
        total = [add(*(ballot.pairs[slot][side] for slot in slots)) for side in (0, 1)]
        proved.append((total[0], total[1], values))
    commitments = []
    for (a, b, values), (challenges, responses) in zip(proved, ballot.proofs, strict=True):
        if a is None or b is None:
            raise ValueError("infinity")
        for value, c, s in zip(values, challenges, responses, strict=True):
            rest = add(b, combine((-value, G)))
            if rest is None:
                raise ValueError("infinity")
            commitments.append(encode(combine((s, G), (-c, a))))
            commitments.append(encode(combine((s, meeting.key), (-c, rest))))
    texts = b"".join(encode(a) + encode(b) for a, b in ballot.pairs)
    hashed = wide("ballot", meeting.context, ballot.credential, texts, b"".join(commitments))
    need(ballot.e == hashed, "challenge")


def check_ballots(
    raw: bytes, meeting: Meeting, roll: dict[bytes, str], voids: set[bytes], limit: int | None
) -> tuple[list[bytes], list[Ballot]]:
    """Hashes and ballots; the proofs of the first `limit` ballots (None: of all)."""
    length = meeting.length()
    need(len(raw) % length == 0, "ballots: length")
    texts = [raw[at : at + length] for at in range(0, len(raw), length)]
    hashes = [sha(text) for text in texts]
    need(hashes == sorted(set(hashes)), "ballots: order or a repetition")
    need(len(set(map(fingerprint, hashes))) == len(hashes), "ballots: tracker twice")
    seen = set(voids)
    ballots = []
    for at, text in enumerate(texts):
        with inside(f"ballots: {fingerprint(hashes[at])}"):
            ballot = take_apart(text, meeting)
            need(ballot.credential in roll, "not on the roll")
            need(ballot.credential not in seen, "voided or a second ballot")
            seen.add(ballot.credential)
            if limit is None or at < limit:
                check_proofs(ballot, meeting)
        ballots.append(ballot)
    return hashes, ballots


# ---- §8 closing and tally


def check_closing(
    raw: bytes,
    meeting: Meeting,
    hashes: list[bytes],
    voids: tuple[set[bytes], bytes],
    roll: dict[bytes, str],
    returned: list[str],
) -> Json:
    """`closing.json` against the box, the voids (slips and file), the roll and the class of each
    ballot; gives it."""
    closing = read(raw, CLOSING, "closing")
    need(closing["context"] == meeting.context.hex(), "closing: context")
    box = {"count": len(hashes), "hash": digest("box", b"".join(hashes)).hex()}
    need(closing["ballots"] == box, "closing: ballots")
    number = len(voids[0])
    need(closing["voids"] == {"count": number, "hash": sha(voids[1]).hex()}, "closing: voids")
    need(closing["unused"] == len(roll) - len(hashes) - number, "closing: unused")
    classes = [item["id"] for item in meeting.manifest["classes"]]
    need([head["class"] for head in closing["heads"]] == classes, "closing: heads")
    for head in closing["heads"]:
        printed = list(roll.values()).count(head["class"])
        back = returned.count(head["class"]) + head["paper"]
        need(back <= head["issued"] <= printed, "closing: issued")
        spoilt = [slip for slip in voids[0] if roll[slip] == head["class"]]
        need(head["paper"] <= len(spoilt), "closing: more paper ballots than voided slips")
    paper = sum(head["paper"] for head in closing["heads"])
    need((closing["paper"] is None) == (paper == 0), "closing: paper")
    need(paper == 0 or closing["paper"]["count"] == paper, "closing: number of paper ballots")
    return closing


def grouped(counts: dict[str, int], minimum: int) -> list[list[str]]:
    """Classes of each group; `counts` holds ballots per class in the manifest's order."""
    order = list(counts)
    groups = [[name] for name in order if counts[name]]
    size = [counts[group[0]] for group in groups]
    while len(groups) > 1 and min(size) < minimum:
        small = max(at for at, number in enumerate(size) if number == min(size))
        others = [at for at in range(len(size)) if at != small]
        other = min(others, key=lambda at: (size[at], at))
        first, second = sorted((small, other))
        groups[first] = sorted(groups[first] + groups[second], key=order.index)
        size[first] += size[second]
        del groups[second], size[second]
    return groups


def check_tally(
    raw: bytes, closing: bytes, meeting: Meeting, ballots: list[Ballot], roll: dict[bytes, str]
) -> list[tuple[Json, list[Pair]]]:
    """Groups and sums computed again; gives the opened ones."""
    counts = {item["id"]: 0 for item in meeting.manifest["classes"]}
    for ballot in ballots:
        counts[roll[ballot.credential]] += 1
    minimum = meeting.manifest["disclosure"]["minimum"]
    groups, opened = [], []
    for classes in grouped(counts, minimum):
        members = [ballot for ballot in ballots if roll[ballot.credential] in classes]
        sums = []
        if len(members) >= minimum:
            for slot in range(meeting.slots):
                sums.append(
                    b"".join(
                        encode(add(*(ballot.pairs[slot][side] for ballot in members)))
                        for side in (0, 1)
                    )
                )
        group = {
            "classes": classes,
            "ballots": len(members),
            "opened": len(members) >= minimum,
            "sums": [text.hex() for text in sums],
        }
        groups.append(group)
        if group["opened"]:
            opened.append((group, [(decode(text[:33]), decode(text[33:])) for text in sums]))
    tally = {
        "format": "qingping-tally/1",
        "context": meeting.context.hex(),
        "closing": sha(closing).hex(),
        "groups": groups,
    }
    need(canonical(tally) == raw, "tally: not the one of these ballots")
    return opened


# ---- §9 shares, §10 results


def check_shares(
    raw: bytes,
    index: int,
    meeting: Meeting,
    keys: list[Point],
    tally: bytes,
    opened: list[tuple[Json, list[Pair]]],
) -> list[list[Point]]:
    """Every proof of one trustee; gives D per opened group and slot."""
    shares = read(raw, SHARES, "form")
    need(1 <= index <= len(keys) and shares["trustee"] == index, "trustee")
    need(shares["context"] == meeting.context.hex(), "context")
    need(shares["tally"] == sha(tally).hex(), "tally")
    sizes = [len(group) for group in shares["groups"]]
    need(sizes == [meeting.slots] * len(opened), "groups or slots")
    key, parts = keys[index - 1], []
    for g, ((_, sums), group) in enumerate(zip(opened, shares["groups"], strict=True)):
        parts.append([point(row[0]) for row in group])
        for i, ((a, _), d, row) in enumerate(zip(sums, parts[g], group, strict=True)):
            c, s = numbers(*row[1:])
            hashed = wide(
                "decryption",
                meeting.context,
                sha(tally),
                u32(index),
                u32(g),
                u32(i),
                encode(key),
                encode(a),
                encode(d),
                encode(combine((s, G), (-c, key))),
                encode(combine((s, a), (-c, d))),
            )
            need(c == hashed, f"proof of group {g}, slot {i}")
    return parts


def opened_counts(sums: list[Pair], parts: dict[int, list[Point]], most: int) -> list[int]:
    """Totals per slot from the shares of exactly k trustees."""
    known: dict[Point | None, int] = {None: 0}
    step: Point | None = None
    for total in range(1, most + 1):
        step = add(step, G)
        known[step] = total
    counts = []
    for slot, (_, b) in enumerate(sums):
        terms = []
        for j, points in parts.items():
            factor = 1
            for other in parts:
                if other != j:
                    factor = factor * other * pow(other - j, -1, N) % N
            terms.append((factor, points[slot]))
        mask = combine(*terms)
        left = add(b, negative(mask) if mask is not None else None)
        need(left in known, f"results: slot {slot} opens to no total")
        counts.append(known[left])
    return counts


def verify(data: bytes, ballots: int | None = None) -> dict[str, int]:
    """Number of checks by name (§11) for the bytes of a record; ValueError at the first failure.

    `ballots` bounds of how many ballots the proofs are checked; None is all.
    """
    files = unzipped(data)
    meeting = check_manifest(files["manifest.json"])
    keys = check_ceremony(files["ceremony.json"], meeting)
    roll = check_roll(files["roll.json"], meeting)
    voids = check_voids(files["voids.json"], meeting, roll)
    hashes, cast = check_ballots(files["ballots.bin"], meeting, roll, voids, ballots)
    closing = check_closing(
        files["closing.json"],
        meeting,
        hashes,
        (voids, files["voids.json"]),
        roll,
        [roll[one.credential] for one in cast],
    )
    tally = files["tally.json"]
    opened = check_tally(tally, files["closing.json"], meeting, cast, roll)
    sums = len(opened) * meeting.slots
    checks = {
        "archive": len(files),
        "manifest": 1,
        "ceremony": len(keys),
        "roll": len(roll),
        "voids": len(voids),
        "ballots": len(cast),
        "closing": 1,
        "tally": sums,
    }
    if "results.json" not in files:
        return checks
    paper = check_paper(files, closing, meeting)
    checks |= {"paper": paper} if paper else {}
    parts = {}
    for name in files:
        if name.startswith("shares-"):
            j = int(name[7])
            with inside(f"shares: {j}"):
                parts[j] = check_shares(files[name], j, meeting, keys, tally, opened)
    k, groups = meeting.manifest["trustees"]["threshold"], []
    need(len(parts) >= k, "results: too few shares")
    for g, (group, totals) in enumerate(opened):
        first = {j: parts[j][g] for j in sorted(parts)[:k]}
        counts = opened_counts(totals, first, group["ballots"])
        groups.append({"classes": group["classes"], "ballots": group["ballots"], "counts": counts})
    results = {
        "format": "qingping-results/1",
        "context": meeting.context.hex(),
        "tally": sha(tally).hex(),
        "groups": groups,
    }
    need(canonical(results) == files["results.json"], "results: not those of these shares")
    return {**checks, "shares": len(parts) * sums, "results": sums}
