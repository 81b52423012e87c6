"""What goes wrong, said as one sentence that names the cure."""


class BackupError(Exception):
    """Nothing was replaced; the message is meant for the person at the keyboard."""
