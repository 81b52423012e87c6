"""Writes. Every service refuses early, opens the transaction, locks, checks again, writes and returns."""
