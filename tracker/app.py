"""The application: create_app() wires the parts together."""

import os
from collections.abc import Mapping
from pathlib import Path

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from tracker import (
    accounts,
    admin,
    assets,
    cache,
    council,
    dashboards,
    db,
    display,
    drafts,
    editions,
    forecast,
    forms,
    history,
    i18n,
    jobs,
    mail,
    milestones,
    notes,
    obstacles,
    office,
    places,
    plan,
    planfile,
    reports,
    responsibility,
    sample,
    settings,
    site,
    tasks,
    web,
)
from tracker.plan import queries as plans
from tracker.stakeholders import queries as stakeholders

ROOT = Path(__file__).parent


def create_app(config: Mapping[str, object] | None = None) -> Flask:
    """Build the application from its settings.

    Args:
        config: Flask settings that win over the installation's; with SECRET_KEY among them
            nothing is read from the instance folder or the environment. Tests pass theirs here.

    Raises:
        SettingsError: the installation's settings are missing or wrong.
    """
    config = config or {}
    folder = settings.instance_folder()
    if "SECRET_KEY" in config:
        chosen = settings.Settings(secret_key=str(config["SECRET_KEY"]))
    else:
        chosen = settings.load(folder, os.environ)
    app = Flask(
        "tracker",
        root_path=str(ROOT),
        template_folder="../templates",
        static_folder="../static",
        instance_path=str(folder),
    )
    cookie = "session" if chosen.is_local else "__Host-session"
    app.config.from_mapping(
        SETTINGS=chosen,
        SECRET_KEY=chosen.secret_key,
        SQLALCHEMY_DATABASE_URI=chosen.database_url or f"sqlite:///{folder / 'tracker.sqlite'}",
        TRUSTED_HOSTS=chosen.hosts,
        CACHED_PAGES=chosen.cached_pages,
        MIGRATIONS=ROOT / "migrations",
        TRANSLATIONS=ROOT / "translations",
        SESSION_COOKIE_NAME=cookie,
        SESSION_COOKIE_SECURE=not chosen.is_local,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_TIME_LIMIT=None,
    )
    app.config.from_mapping(config)
    app.config.setdefault(
        "SQLALCHEMY_ENGINE_OPTIONS",
        db.engine_options(str(app.config["SQLALCHEMY_DATABASE_URI"])),
    )
    if chosen.trusted_proxies:
        hops = chosen.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]  # Flask's documented way
    db.init_app(app)
    i18n.init_app(app)
    web.init_app(app)
    display.init_app(app)
    assets.init_app(app)
    cache.init_app(app, plans.revision)
    jobs.init_app(app)
    forms.init_app(app)  # before accounts, whose check of the answer comes first then
    mail.init_app(app)
    accounts.init_app(app, stakeholders.organisations)
    for part in (
        drafts,
        history,
        plan,
        responsibility,
        milestones,
        notes,
        obstacles,
        council,
        places,
        editions,
        office,
        tasks,
        dashboards,
        site,
        planfile,
        reports,
        forecast,
        admin,
        sample,
    ):
        part.init_app(app)
    return app
