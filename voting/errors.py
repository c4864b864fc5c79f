"""The one root of every error a person can cause or meet, and its few kinds.

Checks raise; they never return a bool that could be ignored. Every error carries a stable
``code`` and the values its text needs, so that the page, the command line and the log can say the
same thing in the reader's language (``voting.language.refusals``).
"""

from __future__ import annotations


class VotingError(Exception):
    """Something a person did or sent cannot be accepted.

    ``code`` is a stable kebab-case word (``slip-used``); ``values`` fill the text of that code.
    ``str(error)`` is an English sentence for logs and the command line.
    """

    def __init__(self, code: str, message: str, **values: object) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.values = values

    def __reduce__(self) -> tuple[object, ...]:
        return _again, (type(self), self.code, self.message, self.values)


def _again(
    kind: type[VotingError], code: str, message: str, values: dict[str, object]
) -> VotingError:
    """The same error in another process (ballots are checked in a process pool)."""
    error = kind.__new__(kind, message)
    VotingError.__init__(error, code, message, **values)
    return error


class BadEncoding(VotingError):
    """Bytes or text are not what their format demands (length, point, scalar, JSON, code)."""


class BadProof(VotingError):
    """A signature, a proof or a hash does not hold."""


class BadInput(VotingError):
    """A person's input is incomplete, out of range or contradicts itself."""


class Refused(VotingError):
    """The input is fine, the moment is not: wrong state, used slip, no permission."""


class NotFound(VotingError):
    """The thing asked for does not exist here."""
