"""Small faults put into the code on purpose, to show that the tests would notice them."""
