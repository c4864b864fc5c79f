"""Headers of every answer: nothing inline, nothing foreign, no frame, no referrer, no store; and
once reached by https, never again by http."""

from __future__ import annotations

from flask import Flask, Response, request

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)

ALWAYS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}

YEAR = 365 * 24 * 3600


def register(app: Flask) -> None:
    """Add the headers to every answer of ``app``."""
    app.after_request(protect)


def protect(response: Response) -> Response:
    """Set the headers; a view that said something about caching keeps its word."""
    for name, value in ALWAYS.items():
        response.headers[name] = value
    if request.is_secure:
        response.headers["Strict-Transport-Security"] = f"max-age={YEAR}"
    if request.endpoint == "static":
        hashed = (
            request.path.startswith("/static/build/")
            and bool(request.args.get("v"))
            and response.status_code in (200, 304)
        )
        response.headers["Cache-Control"] = (
            f"public, max-age={YEAR}, immutable" if hashed else "no-cache"
        )
    elif not response.cache_control:
        response.headers["Cache-Control"] = "no-store"
    return response
