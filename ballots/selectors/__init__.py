"""Reads of rounds, sheets, results and papers."""
