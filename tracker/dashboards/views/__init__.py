"""Pages that show progress. Each is public, cached, and told for a Stichtag."""

from flask import Blueprint

bp = Blueprint("dashboards", __name__)
