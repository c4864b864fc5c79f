"""The second factor: no code is good twice, guesses are counted, and nothing goes around it."""

from __future__ import annotations

import pytest

from databases import at_once
from office import ADMIN, OFFICER
from people import NEW, account, fail, person
from voting.errors import BadInput, NotFound, Refused
from voting.services.accounts import administer, second_factor, sessions, signing
from voting.services.log import chain
from voting.storage.database import Database
from watch import Watch


def enrolled(db: Database, clock: Watch, name: str = "li") -> str:
    """The secret in the phone of a person."""
    person(db, name)
    token = signing.login(db, name, NEW, clock=clock)
    secret = second_factor.offer(db, token, clock=clock).secret
    second_factor.enrol(db, token, clock.code(secret), clock=clock)
    clock.wait(seconds=30)
    return secret


def refused(db: Database, token: str, code: str, clock: Watch, why: str = "second-wrong") -> None:
    with pytest.raises(Refused) as caught:
        second_factor.confirm(db, token, code, clock=clock)
    assert (caught.value.code, caught.value.values) == (why, {})


def half(db: Database, clock: Watch) -> str:
    """A session of li that waits."""
    token = signing.login(db, "li", NEW, clock=clock)
    assert signing.actor_of(db, token, clock=clock) is None
    assert second_factor.waiting(db, token, clock=clock)
    return token


def test_a_waiting_session_is_nobody_s_and_a_code_begins_another(db: Database) -> None:
    clock = Watch()
    secret = enrolled(db, clock)
    waiting = half(db, clock)
    for deed in (
        second_factor.offer,
        lambda d, t, clock: second_factor.remove(d, t, clock.code(secret), clock=clock),
    ):
        with pytest.raises(Refused):
            deed(db, waiting, clock=clock)
    token = second_factor.confirm(db, waiting, clock.code(secret), clock=clock)
    actor = signing.actor_of(db, token, clock=clock)
    assert actor is not None and actor.name == "li"
    assert token != waiting, "what was planted before signing in is worth nothing after"
    assert signing.actor_of(db, waiting, clock=clock) is None
    refused(db, waiting, clock.code(secret, 1), clock, "second-expired")
    assert [e.action for e in chain.entries(db, ADMIN)][-2:] == ["second-factor-set", "signed-in"]


def test_no_code_is_good_twice(db: Database) -> None:
    clock = Watch()
    secret = enrolled(db, clock)
    refused(db, half(db, clock), clock.code(secret, -1), clock)  # the one that set it up
    code = clock.code(secret)
    first, second = half(db, clock), half(db, clock)
    assert second_factor.confirm(db, first, code, clock=clock)
    refused(db, second, code, clock)
    assert second_factor.confirm(db, second, clock.code(secret, 1), clock=clock)
    refused(db, half(db, clock), clock.code(secret), clock)  # older than one that was used


def test_of_two_uses_of_a_code_at_once_one_is_good(db: Database) -> None:
    clock = Watch()
    secret = enrolled(db, clock)
    waiting = [half(db, clock) for _ in range(4)]
    won: list[str] = []

    def use(index: int) -> None:
        try:
            won.append(second_factor.confirm(db, waiting[index], clock.code(secret), clock=clock))
        except Refused as error:
            assert error.code == "second-wrong"

    at_once(4, use)
    assert len(won) == 1


@pytest.mark.parametrize(
    ("steps", "good"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)]
)
def test_clocks_may_differ_by_a_step(sqlite: Database, steps: int, good: bool) -> None:
    clock = Watch()
    secret = enrolled(sqlite, clock)
    clock.wait(minutes=5)
    code = clock.code(secret, steps)
    typed = f" {code[:3]} {code[3:]} "
    if good:
        assert second_factor.confirm(sqlite, half(sqlite, clock), typed, clock=clock)
    else:
        refused(sqlite, half(sqlite, clock), typed, clock)


@pytest.mark.parametrize("code", ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "0" * 20])
def test_what_is_no_code(sqlite: Database, code: str) -> None:
    clock = Watch()
    enrolled(sqlite, clock)
    refused(sqlite, half(sqlite, clock), code, clock)


def test_ten_wrong_codes_lock_the_account_and_passwords_do_not_clear_them(db: Database) -> None:
    """Who knows the password may not guess on by signing in again and again."""
    clock = Watch()
    secret = enrolled(db, clock)
    for _ in range(5):
        waiting = half(db, clock)
        for _ in range(2):
            refused(db, waiting, "000000", clock)
    fail(db, "li", NEW, clock)
    refused(db, waiting, clock.code(secret), clock)
    assert account_of(db, clock).locked
    [entry] = [e for e in chain.entries(db, ADMIN) if e.action == "account-locked"]
    assert entry.details == {"proof": "second-factor"}
    clock.wait(minutes=15)
    assert second_factor.confirm(db, half(db, clock), clock.code(secret), clock=clock)


def account_of(db: Database, clock: Watch) -> administer.AccountView:
    return next(a for a in administer.list_accounts(db, ADMIN, clock=clock) if a.name == "li")


def test_many_guesses_at_once_get_no_more_than_ten_looks(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Watch()
    enrolled(db, clock)
    waiting = half(db, clock)
    looks: list[int] = []
    real = second_factor._step

    def step(secret: str, code: str, now: int, *, after: int) -> int | None:
        looks.append(1)
        return real(secret, code, now, after=after)

    monkeypatch.setattr(second_factor, "_step", step)
    at_once(24, lambda _: refused(db, waiting, "000000", clock))
    assert len(looks) == 10


def test_a_sign_in_that_completes_clears_the_failures(sqlite: Database) -> None:
    clock = Watch()
    secret = enrolled(sqlite, clock)
    for _ in range(3):
        waiting = half(sqlite, clock)
        for _ in range(8):
            refused(sqlite, waiting, "000000", clock)
        assert second_factor.confirm(sqlite, waiting, clock.code(secret), clock=clock)
        clock.wait(seconds=30)


def test_a_waiting_session_waits_ten_minutes(sqlite: Database) -> None:
    clock = Watch()
    secret = enrolled(sqlite, clock)
    waiting = half(sqlite, clock)
    clock.wait(minutes=10)
    assert not second_factor.waiting(sqlite, waiting, clock=clock)
    refused(sqlite, waiting, clock.code(secret), clock, "second-expired")


def test_a_disabled_account_cannot_finish_signing_in(sqlite: Database) -> None:
    clock = Watch()
    secret = enrolled(sqlite, clock)
    waiting = half(sqlite, clock)
    administer.disable(sqlite, ADMIN, account(sqlite, "li").id)
    administer.enable(sqlite, ADMIN, account(sqlite, "li").id)
    refused(sqlite, waiting, clock.code(secret), clock, "second-expired")


def test_a_wrong_code_sets_nothing_up(sqlite: Database) -> None:
    clock = Watch()
    person(sqlite, "li")
    here, there = (signing.login(sqlite, "li", NEW, clock=clock) for _ in range(2))
    offered = second_factor.offer(sqlite, here, clock=clock)
    assert second_factor.offer(sqlite, here, clock=clock) == offered, "a page shown again"
    assert offered.address.startswith("otpauth://totp/") and offered.secret in offered.address
    other = second_factor.offer(sqlite, there, clock=clock)
    assert other.secret != offered.secret and len(offered.secret) == 32
    for token, code in ((here, "000000"), (here, clock.code(other.secret)), (there, "")):
        with pytest.raises(Refused, match="wrong code"):
            second_factor.enrol(sqlite, token, code, clock=clock)
    assert not account(sqlite, "li").second
    second_factor.enrol(sqlite, here, clock.code(offered.secret), clock=clock)
    assert signing.actor_of(sqlite, here, clock=clock) is not None
    assert signing.actor_of(sqlite, there, clock=clock) is None, "sessions without it end"
    with pytest.raises(Refused) as caught:
        second_factor.offer(sqlite, here, clock=clock)
    assert caught.value.code == "second-there", "a session left open cannot replace it"


def test_who_has_not_been_offered_a_secret_sets_nothing_up(sqlite: Database) -> None:
    person(sqlite, "li")
    token = signing.login(sqlite, "li", NEW)
    for code in ("", "000000"):
        with pytest.raises(Refused):
            second_factor.enrol(sqlite, token, code)


def test_giving_it_up_takes_a_code_and_guesses_are_counted(db: Database) -> None:
    clock = Watch()
    secret = enrolled(db, clock)
    token = second_factor.confirm(db, half(db, clock), clock.code(secret), clock=clock)
    clock.wait(seconds=30)
    for _ in range(10):
        with pytest.raises(Refused):
            second_factor.remove(db, token, "000000", clock=clock)
    with pytest.raises(Refused):
        second_factor.remove(db, token, clock.code(secret), clock=clock)
    assert account(db, "li").second
    clock.wait(minutes=15)
    second_factor.remove(db, token, clock.code(secret), clock=clock)
    assert not account(db, "li").second
    assert signing.actor_of(db, token, clock=clock) is not None
    assert signing.actor_of(db, signing.login(db, "li", NEW, clock=clock), clock=clock)


def test_the_administrator_helps_who_lost_the_phone(db: Database) -> None:
    clock = Watch()
    secret = enrolled(db, clock)
    token = second_factor.confirm(db, half(db, clock), clock.code(secret), clock=clock)
    with pytest.raises(Refused):
        second_factor.drop(db, OFFICER, account(db, "li").id)
    second_factor.drop(db, ADMIN, account(db, "li").id)
    assert signing.actor_of(db, token, clock=clock) is None
    assert signing.actor_of(db, signing.login(db, "li", NEW, clock=clock), clock=clock)
    with pytest.raises(Refused) as caught:
        second_factor.drop(db, ADMIN, account(db, "li").id)
    assert caught.value.code == "second-none"
    with pytest.raises(Refused) as caught:
        second_factor.drop(db, ADMIN, ADMIN.id)
    assert caught.value.code == "account-self"
    with pytest.raises(NotFound):
        second_factor.drop(db, ADMIN, "nobody00")


def test_a_role_that_needs_it_is_led_to_it(db: Database) -> None:
    clock = Watch()
    person(db, "li")
    token = signing.login(db, "li", NEW, clock=clock)
    second_factor.require(db, ADMIN, ["officer", "committee"])
    assert second_factor.required_roles(db, ADMIN) == {"officer", "committee"}
    actor = signing.actor_of(db, token, clock=clock)
    assert actor is not None and actor.must_enrol and not actor.ready
    secret = second_factor.offer(db, token, clock=clock).secret
    second_factor.enrol(db, token, clock.code(secret), clock=clock)
    actor = signing.actor_of(db, token, clock=clock)
    assert actor is not None and actor.ready
    person(db, "wang", "host")
    host = signing.actor_of(db, signing.login(db, "wang", NEW))
    assert host is not None and host.ready
    with pytest.raises(BadInput):
        second_factor.require(db, ADMIN, ["king"])
    for deed in (
        lambda: second_factor.require(db, OFFICER, []),
        lambda: second_factor.required_roles(db, OFFICER),
    ):
        with pytest.raises(Refused):
            deed()


def test_sessions_are_listed_and_ended_by_their_owner_and_the_administrator(db: Database) -> None:
    clock = Watch()
    li = signing.actor_of(
        db, signing.login(db, person(db, "li").name, NEW, clock=clock), clock=clock
    )
    assert li is not None
    clock.wait(minutes=1)
    here = signing.login(db, "li", NEW, device="Chrome · Windows", clock=clock)
    kept = sessions.of_account(db, li, li.id, here=here, clock=clock)
    assert [(s.device, s.here, s.started, s.expires) for s in kept] == [
        ("Chrome · Windows", True, "2021-01-20T08:01:00Z", "2021-01-20T20:01:00Z"),
        ("", False, "2021-01-20T08:00:00Z", "2021-01-20T20:00:00Z"),
    ]
    assert here not in {s.id for s in kept}
    sessions.end(db, li, li.id, kept[1].id, clock=clock)
    with pytest.raises(NotFound):
        sessions.end(db, li, li.id, kept[1].id, clock=clock)
    signing.login(db, "li", NEW, clock=clock)
    sessions.end_all(db, li, li.id, keep=here, clock=clock)
    assert [s.id for s in sessions.of_account(db, li, li.id, clock=clock)] == [kept[0].id]
    person(db, "wang")
    other = signing.actor_of(db, signing.login(db, "wang", NEW, clock=clock), clock=clock)
    assert other is not None
    for deed in (
        lambda: sessions.of_account(db, other, li.id, clock=clock),
        lambda: sessions.end(db, other, li.id, kept[0].id, clock=clock),
        lambda: sessions.end_all(db, other, li.id, clock=clock),
    ):
        with pytest.raises(Refused) as caught:
            deed()
        assert caught.value.code == "not-permitted"
    with pytest.raises(NotFound):
        sessions.end(db, other, other.id, kept[0].id, clock=clock)
    sessions.end(db, ADMIN, li.id, kept[0].id, clock=clock)
    assert signing.actor_of(db, here, clock=clock) is None
