"""Beginning, ending and handing over parts; naming organisations. One function, one change."""
