"""Forms: text as typed into values of the domain."""
