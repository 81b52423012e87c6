"""The chain names people by user name, which means the same wherever the chain is read."""

from importlib import import_module

from django.core.management import CommandError
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

triggers = import_module("elections.migrations.0005_audit_triggers")
EVENTS = "留痕链中已有记录，改动其中的列会使散列值全部不符。请用空的数据库重新开始，或先用原来的版本导出。"


def no_events(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    if apps.get_model("elections", "Event").objects.using(editor.connection.alias).exists():
        raise CommandError(EVENTS)


class Migration(migrations.Migration):

    dependencies = [
        ('elections', '0007_roles_and_accounts_of_officials'),
    ]

    operations = [
        migrations.RunPython(no_events, no_events),
        migrations.RunPython(triggers.permit, triggers.refuse),
        migrations.AlterField(
            model_name='event',
            name='user',
            field=models.CharField(max_length=30, verbose_name='用户名'),
        ),
        migrations.RunPython(triggers.refuse, triggers.permit),
    ]
