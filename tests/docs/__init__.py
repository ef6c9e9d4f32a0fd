"""The parts of the docs that come from the code, and the examples that the code must keep true."""
