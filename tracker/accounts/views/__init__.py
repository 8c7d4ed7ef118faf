"""The pages of accounts, the check of every unsafe request, and its answers."""

from flask import Flask, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError, CSRFProtect
from werkzeug.exceptions import Unauthorized

from tracker.accounts import carried
from tracker.accounts.views import account, introduction, links, signing_in
from tracker.accounts.views.blueprint import Organisations, bp
from tracker.forms import UNSAFE

__all__ = ["Organisations", "account", "init_app", "introduction", "links"]


def init_app(app: Flask, organisations: Organisations) -> None:
    """Register the pages, the check of every unsafe request, and its answers."""
    app.extensions["organisations"] = organisations

    @app.before_request
    def refuse_other_sites() -> None:
        # Browsers say from where a request comes; ours come from our own pages.
        site = request.headers.get("Sec-Fetch-Site", "none")
        if request.method in UNSAFE and site not in {"same-origin", "none"}:
            raise CSRFError("request from another site")

    CSRFProtect(app)

    @app.before_request
    def refuse_foreign_text() -> ResponseReturnValue | None:
        if request.endpoint and carried.is_foreign():
            return carried.foreign(carried.from_request())
        return None

    app.register_error_handler(CSRFError, signing_in.without_token)
    app.register_error_handler(Unauthorized, signing_in.unauthorized)
    app.register_blueprint(bp)
