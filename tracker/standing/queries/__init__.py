"""Loading what the computation needs."""
