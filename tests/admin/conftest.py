"""People whose accounts are administered."""

from tests.accounts.conftest import password_hash, person

__all__ = ["password_hash", "person"]
