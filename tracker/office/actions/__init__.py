"""Every write of the plan office's desk: one function is one whole change, or none."""
