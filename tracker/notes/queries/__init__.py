"""Reading notes for those who write and review them; public pages read theirs by Stichtag."""
