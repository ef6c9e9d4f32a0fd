"""Packs: reading, validating and caching the YAML that describes careers."""
