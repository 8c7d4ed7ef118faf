"""What dashboards show beside the standings."""
