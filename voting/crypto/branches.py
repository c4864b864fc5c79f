"""Making the proof that a ciphertext holds one of several numbers (docs/protocol.md §5).

A disjunction of Chaum–Pedersen proofs: the branch of the true number is proven, the others are
simulated. The challenge comes from outside, one for a whole ballot. Everything here is secret and
goes through constant-time multiplications; which branch is the true one shows in the order of
Python's work, as it must in any program without constant-time flow: ballots are made on the
voter's own machine. The other side is ``branch_check``, which shares no code with this module.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from voting.crypto.group import ORDER, Point, add, base_mul, secret_mul


@dataclass(frozen=True, slots=True)
class Branches:
    """A proof under way: allowed ``values`` ascending, the place of the ``true`` one among them.

    ``nonce`` is w; ``simulated`` holds (t, c) of the false values in ascending order.
    """

    values: tuple[int, ...]
    true: int
    nonce: int
    simulated: tuple[tuple[int, int], ...]

    def _false(self) -> dict[int, tuple[int, int]]:
        places = (place for place in range(len(self.values)) if place != self.true)
        return dict(zip(places, self.simulated, strict=True))

    def commitments(self, key: Point) -> bytes:
        """a_0 ‖ b_0 ‖ a_1 ‖ b_1 ‖ …, 66 bytes a value."""
        parts = []
        false = self._false()
        for place, value in enumerate(self.values):
            if place == self.true:
                a, b = base_mul(self.nonce), secret_mul(key, self.nonce)
            else:
                response, challenge = false[place]
                shift = -challenge * (self.values[self.true] - value) % ORDER
                a = base_mul(response)
                b = add([secret_mul(key, response), base_mul(shift)])
            parts += [a.encode(), b.encode()]
        return b"".join(parts)

    def respond(self, challenge: int, randomness: int) -> tuple[Sequence[int], Sequence[int]]:
        """Challenges and responses of all values, given the outer challenge e and r."""
        challenges = [0] * len(self.values)
        responses = [0] * len(self.values)
        for place, (response, own) in self._false().items():
            challenges[place] = own
            responses[place] = (response + own * randomness) % ORDER
        rest = (challenge - sum(challenges)) % ORDER
        challenges[self.true] = rest
        responses[self.true] = (self.nonce + rest * randomness) % ORDER
        return challenges, responses
