"""What tests of exports share."""

from tests.exporters.cited_vault import cited

__all__ = ["cited"]
