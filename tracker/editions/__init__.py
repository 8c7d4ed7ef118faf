"""New editions (Fortschreibung): a plan made from an earlier one."""
