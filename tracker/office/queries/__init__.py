"""Reading what the plan office has on its desk."""
