"""People of the plan office who change statuses, as fast as the server lets them."""

import re
import uuid
from collections.abc import Sequence
from datetime import date, timedelta
from html import unescape
from urllib.parse import urlencode

from flask import Flask
from sqlalchemy import select

from tests.bench.generator import Writer
from tests.bench.load import Answer, LoadError, get, once, post
from tracker import clock
from tracker.db import db
from tracker.plan.models import Plan, Recommendation
from tracker.plan.queries import status

HIDDEN = re.compile(r'name="(?P<name>\w+)"[^>]*? value="(?P<value>[^"]*)"')
UID = re.compile(r"/eintrag/([0-9a-f-]{36})/")
SAVED, CONFLICT = 302, 409


class StatusWriter:
    """Changes the statuses of some recommendations in turn, each time from the last one saved.

    A change is one POST. Token and author come from a form that was opened before; the uid of the
    fact in force is in the way to undo it that the answer carries, or in the form of an answer 409.
    """

    def __init__(
        self, app: Flask, port: int, of: Writer, plan: str, in_force: dict[str, str], *, place: int
    ) -> None:
        self.plan, self.in_force = plan, in_force
        self.signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
        name = app.config["SESSION_COOKIE_NAME"]
        cookie = f"{name}={self.signer.dumps({'_user_id': of.token})}"
        self.codes = list(in_force)
        self.number = 0
        self.place = place  # no two writers name the same days
        answer = once(port, get(self._path(self.codes[0]), encoding="identity", cookie=cookie))
        if answer.status != 200:
            raise LoadError(f"the form to change a status was answered with {answer.status}")
        self.cookie = answer.header("Set-Cookie").partition(";")[0] or cookie
        fields = _hidden(answer)
        self.kept = {name: fields[name] for name in ("csrf_token", "author")}
        self.code = ""

    def ask(self) -> bytes:
        """Return the next change: on hold, to be looked at again on another day than before."""
        turn, number = divmod(self.number, len(self.codes))
        self.code = self.codes[number]
        self.number += 1
        today = clock.today()
        review_on = today + timedelta(days=1 + 2 * self.place + turn % 2)
        fields = self.kept | {
            "in_force": self.in_force[self.code],
            "form_key": str(uuid.uuid4()),
            "status": "on_hold",
            "effective_on": _typed(today),
            "reason": "Die Mittel sind bis zum Beschluss gesperrt.",
            "review_on": _typed(review_on),
            "replacement": "",
        }
        return post(self._path(self.code), urlencode(fields).encode(), self.cookie)

    def hear(self, answer: Answer) -> None:
        """Remember what is in force now.

        Raises:
            LoadError: the change was neither saved nor answered with what somebody else saved.
        """
        if answer.status == SAVED:
            sent = answer.header("Set-Cookie").partition(";")[0].partition("=")[2]
            undo = UID.search(str(self.signer.loads(sent)["_flashes"]))
            if undo is None:
                raise LoadError("a status change says nothing of the way to undo it")
            self.in_force[self.code] = undo[1]
        elif answer.status == CONFLICT:
            self.in_force[self.code] = _hidden(answer)["in_force"]
        else:
            text = answer.body.decode(errors="replace")
            problem = re.search(r'<div class="summary".*?</div>', text, re.DOTALL)
            said = re.sub(r"<[^>]+>|\s+", " ", problem[0] if problem else text[:2000])
            raise LoadError(f"a status change was answered with {answer.status}: {said}")

    def _path(self, code: str) -> str:
        return f"/{self.plan}/empfehlungen/{code}/status"


def in_force(plan: str) -> dict[str, str]:
    """Return the uid of the status in force of each recommendation of a plan, by code."""
    found = db.session.execute(
        select(Recommendation.code, Recommendation.id)
        .join(Plan, Plan.id == Recommendation.plan_id)
        .where(Plan.slug == plan)
        .order_by(Recommendation.code)
    )
    held = {code: status(key, clock.today()) for code, key in found}
    return {code: fact.uid for code, fact in held.items() if fact is not None}


def shared_out(held: dict[str, str], number: int) -> Sequence[dict[str, str]]:
    """Share recommendations out to so many writers, to each its own."""
    return [dict(list(held.items())[place::number]) for place in range(number)]


def _hidden(answer: Answer) -> dict[str, str]:
    page = answer.body.decode()
    return {found["name"]: unescape(found["value"]) for found in HIDDEN.finditer(page)}


def _typed(day: date) -> str:
    return f"{day:%d.%m.%Y}"
