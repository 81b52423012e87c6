"""The dossier (选举档案包): one election as one JSON file, readable without the web application.

Standard library and `elections.rules` only.
"""
