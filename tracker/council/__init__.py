"""Committees (Gremien), sittings and council papers (Drucksachen), in OParl's words."""
