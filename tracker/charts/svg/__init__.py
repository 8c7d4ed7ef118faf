"""Drawings for paper and for pages without JavaScript: rows and numbers in, SVG out.

Nothing is told by colour alone, so a drawing says the same in grey: parts have patterns and their
numbers, lines have marks and dashes, marks have shapes. Styles are attributes, because no style
sheet goes along.
"""

from tracker.charts.svg.bars import bars, stacked
from tracker.charts.svg.lines import lines
from tracker.charts.svg.milestones import Course, Legend, Mark, courses
from tracker.charts.svg.shapes import Part, Row

__all__ = ["Course", "Legend", "Mark", "Part", "Row", "bars", "courses", "lines", "stacked"]
