"""How generated plans are tried: always the same ones, so that `make test` says the same twice.

`pytest tests/standing --hypothesis-profile=thorough` looks for new ones.
"""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "same",
    derandomize=True,
    database=None,
    deadline=None,  # a busy machine is no wrong rule
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "thorough", settings.get_profile("same"), derandomize=False, max_examples=1000
)
settings.load_profile("same")
