"""Where the pages about who is responsible are registered."""

from flask import Blueprint

bp = Blueprint("responsibility", __name__)
