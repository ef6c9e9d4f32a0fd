"""The provably best path from the credentials you hold to the role you want."""
