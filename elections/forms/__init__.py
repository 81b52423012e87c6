"""Forms turn text into domain values, no more; what may be done with them is said by the services."""
