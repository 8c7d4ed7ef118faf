"""Where the pages of the plan office's desk are registered."""

from flask import Blueprint

bp = Blueprint("office", __name__)
