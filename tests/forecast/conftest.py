"""Generated histories are tried as in tests/standing."""

from tests.standing import conftest  # noqa: F401  # loads the profile
