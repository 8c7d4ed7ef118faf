"""Where the pages about notes are registered."""

from flask import Blueprint

bp = Blueprint("notes", __name__)
