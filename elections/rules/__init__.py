"""The rules of the two-ballot election: pure functions over frozen dataclasses.

Nothing here knows of Django, files, the clock or floating point. Everything
else in the project calls these modules; nothing repeats them.
"""
