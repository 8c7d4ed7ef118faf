"""Reading parts in recommendations, requests to hand one over, organisations."""
