"""Reads, always within the reach of an actor."""
