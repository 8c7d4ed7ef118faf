"""Charts: standings in, a figure and its table out. No queries, no HTML."""
