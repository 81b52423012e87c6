"""On SQLite, REPLACE INTO takes a row away without asking the triggers on DELETE; it is refused before it inserts."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TRIGGER = "elections_event_no_replace"
ON = f"""CREATE TRIGGER {TRIGGER} BEFORE INSERT ON elections_event
WHEN EXISTS (
    SELECT 1 FROM elections_event
    WHERE id = NEW.id OR (election_id = NEW.election_id AND number = NEW.number)
)
BEGIN SELECT RAISE(ABORT, 'elections_event is append-only'); END"""


def refuse(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "sqlite":
        editor.execute(ON)


def permit(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "sqlite":
        editor.execute(f"DROP TRIGGER {TRIGGER}")


class Migration(migrations.Migration):

    dependencies = [
        ('elections', '0010_county_accounts'),
    ]

    operations = [migrations.RunPython(refuse, permit)]
