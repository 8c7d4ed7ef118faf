"""What is due from a person, and what became of what they reported."""

from flask import Flask

from tracker.tasks.views import bp, mine


def init_app(app: Flask) -> None:
    """Register the pages."""
    app.register_blueprint(bp)
    # All pages link to it by this name, those of parts below this one, too.
    app.add_url_rule("/aufgaben", endpoint="notes.mine", view_func=mine)
