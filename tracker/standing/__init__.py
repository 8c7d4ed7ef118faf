"""The one computation: facts in, standings out. Every number on every surface comes from here."""
