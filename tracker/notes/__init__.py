"""What organisations report (Sachstand), its review, and obstacles (Hemmnisse)."""

from flask import Flask

from tracker.history.entries import register
from tracker.notes import entries
from tracker.notes.models import Note, NoteReview, Obstacle, ObstacleEnd
from tracker.notes.views import bp


def init_app(app: Flask) -> None:
    """Register the pages and the kinds of facts kept here."""
    register(Note, entries.note)
    register(NoteReview, entries.review)
    register(Obstacle, entries.obstacle)
    register(ObstacleEnd, entries.obstacle_end)
    app.register_blueprint(bp)
