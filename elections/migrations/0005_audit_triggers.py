"""Triggers that refuse to change or delete an event, in each database's own words."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

REFUSAL = "elections_event is append-only"

SQLITE = {
    "on": [
        f"""CREATE TRIGGER elections_event_no_{verb.lower()} BEFORE {verb} ON elections_event
        BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"""
        for verb in ("UPDATE", "DELETE")
    ],
    "off": ["DROP TRIGGER elections_event_no_update", "DROP TRIGGER elections_event_no_delete"],
}
POSTGRESQL = {
    "on": [
        f"""CREATE FUNCTION elections_event_refuse() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$""",
        """CREATE TRIGGER elections_event_append_only BEFORE UPDATE OR DELETE ON elections_event
        FOR EACH ROW EXECUTE FUNCTION elections_event_refuse()""",
    ],
    "off": [
        "DROP TRIGGER elections_event_append_only ON elections_event",
        "DROP FUNCTION elections_event_refuse()",
    ],
}
STATEMENTS = {"sqlite": SQLITE, "postgresql": POSTGRESQL}


def refuse(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in STATEMENTS[editor.connection.vendor]["on"]:
        editor.execute(statement)


def permit(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in STATEMENTS[editor.connection.vendor]["off"]:
        editor.execute(statement)


class Migration(migrations.Migration):

    dependencies = [
        ('elections', '0004_audit_chain'),
    ]

    operations = [migrations.RunPython(refuse, permit)]
