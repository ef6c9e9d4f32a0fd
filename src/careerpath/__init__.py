"""The provably best path from the credentials you hold to the role you want."""

__version__ = "0.1.0"
