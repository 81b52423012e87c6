"""Issued papers: number, code and where they hang. What a new version took the place of is marked as superseded."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def mark_superseded(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Only making a new version wrote this reason; going back writes the township's own."""
    notices = apps.get_model("ballots", "Notice").objects.using(editor.connection.alias)
    notices.filter(invalidated_reason__regex=r"^已由第[0-9]+版代替$").update(superseded=True)


class Migration(migrations.Migration):

    dependencies = [
        ('ballots', '0006_tally_sheets_let_go'),
        ('elections', '0010_county_accounts'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Posting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='序号')),
                ('place', models.CharField(max_length=60, verbose_name='张贴地点')),
                ('posted_on', models.DateField(verbose_name='张贴日期')),
                ('posted_by', models.CharField(max_length=40, verbose_name='张贴人')),
                ('photo', models.BinaryField(blank=True, default=b'', verbose_name='照片')),
                ('photo_sha256', models.CharField(blank=True, max_length=64, verbose_name='照片 SHA-256')),
                ('taken_down_on', models.DateField(null=True, verbose_name='撤下日期')),
                ('taken_down_by', models.CharField(blank=True, max_length=40, verbose_name='撤下人')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.AddField(
            model_name='notice',
            name='code',
            field=models.CharField(blank=True, max_length=15, verbose_name='查验码'),
        ),
        migrations.AddField(
            model_name='notice',
            name='serial',
            field=models.PositiveIntegerField(null=True, verbose_name='编号'),
        ),
        migrations.AddField(
            model_name='notice',
            name='serial_year',
            field=models.PositiveSmallIntegerField(null=True, verbose_name='编号年份'),
        ),
        migrations.AddField(
            model_name='notice',
            name='superseded',
            field=models.BooleanField(default=False, verbose_name='已由新版代替'),
        ),
        migrations.AddField(
            model_name='notice',
            name='township',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='elections.township'),
        ),
        migrations.AddConstraint(
            model_name='notice',
            constraint=models.UniqueConstraint(condition=models.Q(('township__isnull', False)), fields=('township', 'serial_year', 'serial'), name='notice_serial_once_per_township'),
        ),
        migrations.AddConstraint(
            model_name='notice',
            constraint=models.UniqueConstraint(condition=models.Q(('serial__isnull', False), ('township__isnull', True)), fields=('election', 'serial_year', 'serial'), name='notice_serial_once_per_committee'),
        ),
        migrations.AddConstraint(
            model_name='notice',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('serial__isnull', False), ('serial_year__isnull', False)), models.Q(('serial__isnull', True), ('serial_year__isnull', True), ('township__isnull', True)), _connector='OR'), name='notice_serial_with_its_year'),
        ),
        migrations.AddConstraint(
            model_name='notice',
            constraint=models.UniqueConstraint(condition=models.Q(('code', ''), _negated=True), fields=('code',), name='notice_code_once'),
        ),
        migrations.AddConstraint(
            model_name='notice',
            constraint=models.CheckConstraint(condition=models.Q(('superseded', False), ('invalidated_at__isnull', False), _connector='OR'), name='notice_superseded_no_longer_counts'),
        ),
        migrations.AddField(
            model_name='posting',
            name='notice',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='postings', to='ballots.notice'),
        ),
        migrations.AddConstraint(
            model_name='posting',
            constraint=models.UniqueConstraint(fields=('notice', 'number'), name='posting_number_once_per_notice'),
        ),
        migrations.AddConstraint(
            model_name='posting',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('taken_down_by', ''), ('taken_down_on__isnull', True)), models.Q(('taken_down_on__gte', models.F('posted_on')), ('taken_down_on__isnull', False), models.Q(('taken_down_by', ''), _negated=True)), _connector='OR'), name='posting_taken_down_after_posting_by_somebody'),
        ),
        migrations.RunPython(mark_superseded, migrations.RunPython.noop),
    ]
