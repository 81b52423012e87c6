"""Writes of rounds, sheets, results and papers."""
