"""Answers to questions about an answer: why this step, why no plan, what every plan passes through.

Everything said here rests on re-planning a changed question, or on `reach`, which only ever refutes.
"""
