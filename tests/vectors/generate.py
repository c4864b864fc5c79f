"""Write the vectors shared by Python and JavaScript: ``python tests/vectors/generate.py``.

The same inputs give the same files; a change of a file is a change of the protocol.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "support"))


def text_of(value: object) -> str:
    """A vector file's text, readable and the same on every machine."""
    return json.dumps(value, ensure_ascii=True, indent=1) + "\n"


def main() -> None:
    """Write every file."""
    import vectors

    for name, make in vectors.FILES.items():
        (HERE / name).write_text(text_of(make()), encoding="ascii")
        print(name)


if __name__ == "__main__":
    main()
