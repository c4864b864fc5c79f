"""``voting bench``: the figures of docs/performance.md, measured on the real parts."""
