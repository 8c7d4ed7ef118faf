"""What the members of a content hold, as TypedDicts; docs/report.md describes each.

They describe what is read from canonical JSON: days and moments are ISO texts, quotes exact
fractions such as "11/17", values of enums texts. Functions that make members still hold dates and
decimals where the JSON has texts; those return dict[str, Any].
"""
