"""The blueprint of this part's pages."""

from flask import Blueprint

bp = Blueprint("plan", __name__)
