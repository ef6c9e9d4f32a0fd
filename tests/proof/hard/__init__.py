"""Questions that were hard: kept as files, with the answer of an oracle and why they are kept."""
