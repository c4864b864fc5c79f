"""From errors to pages: the reason in the reader's language, the fitting status, no details."""

from __future__ import annotations

from flask import Flask, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from voting.errors import BadProof, NotFound, Refused, VotingError
from voting.language.catalogue import N_
from voting.language.refusals import explain
from voting.web.site.language import chosen, gettext

STATUS_OF_CODE = {"not-permitted": 403, "other-unit": 403, "slip-busy": 429}
"""What has another status than its kind; at ``slip-busy`` the phone tries again later."""
STATUS_OF_KIND = ((NotFound, 404), (Refused, 409), (BadProof, 422))
"""Any other kind is 400."""

TITLES = {
    400: N_("请求有误"),
    401: N_("请先登录"),
    403: N_("没有权限"),
    404: N_("没有找到"),
    405: N_("不支持的操作"),
    409: N_("现在不能这样做"),
    413: N_("文件太大"),
    422: N_("校验未通过"),
    500: N_("系统出错"),
}
TEXTS = {
    400: N_("请返回上一页重新填写。"),
    401: N_("登录已失效，请重新登录后再试；没有保存任何内容。"),
    403: N_("您的账号不能打开此页。如需权限，请与管理员联系。"),
    404: N_("地址有误，或者内容已不存在。"),
    405: N_("请返回上一页重试。"),
    413: N_("上传的文件超过限制，没有保存任何内容。"),
    500: N_("没有保存本次操作。请稍后重试；如仍出错，请告知管理员出错的时间和页面。"),
}
FORM_EXPIRED = N_("页面停留过久或登录已变化，请返回上一页，刷新后重试；没有保存任何内容。")


def status_of(error: VotingError) -> int:
    """Return the HTTP status of a refusal."""
    of_kind = (status for kind, status in STATUS_OF_KIND if isinstance(error, kind))
    return STATUS_OF_CODE.get(error.code) or next(of_kind, 400)


def refused(error: VotingError) -> tuple[str, int]:
    """Show why something was refused."""
    status = status_of(error)
    return page(status, explain(error, chosen())), status


def failed(error: HTTPException) -> tuple[str, int]:
    """Show any other error by its status alone."""
    status = error.code or 500
    return page(status, gettext(TEXTS.get(status, TEXTS[400]))), status


def expired(error: CSRFError) -> tuple[str, int]:
    """Show that the form's token is missing or of another session."""
    return page(400, gettext(FORM_EXPIRED)), 400


def page(status: int, text: str) -> str:
    """Render the error page."""
    title = gettext(TITLES.get(status, TITLES[400]))
    bare = request.path.startswith("/v/")
    return render_template("errors/error.html", status=status, title=title, text=text, bare=bare)


def register(app: Flask) -> None:
    """Answer every error of ``app`` with a page."""
    app.register_error_handler(VotingError, refused)
    app.register_error_handler(CSRFError, expired)
    app.register_error_handler(HTTPException, failed)
