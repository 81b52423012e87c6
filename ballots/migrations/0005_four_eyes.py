"""Every sheet is keyed twice: what one clerk keyed before cannot be told to have been checked by a second."""

import django.db.models.deletion
from django.conf import settings
from django.core.management import CommandError
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

KEYED = "数据库里已有只由一人录入的计票单，不能当作两人核对过。请用空的数据库重新开始，或先用原来的版本导出。"


def no_keyings(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    if apps.get_model("ballots", "Keying").objects.using(editor.connection.alias).exists():
        raise CommandError(KEYED)


class Migration(migrations.Migration):

    dependencies = [
        ('ballots', '0004_certificates'),
        ('elections', '0010_county_accounts'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(no_keyings, no_keyings),
        migrations.CreateModel(
            name='SheetDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('attempt', models.PositiveSmallIntegerField(verbose_name='第几次清点')),
                ('version', models.PositiveIntegerField(verbose_name='版本')),
                ('kind', models.CharField(choices=[('accept', '照纸面认定'), ('recount', '重新清点')], max_length=10, verbose_name='处理')),
                ('errors', models.JSONField(default=list, verbose_name='认定的错误')),
                ('reason', models.TextField(verbose_name='理由')),
                ('decided_at', models.DateTimeField(verbose_name='处理时间')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='keying',
            name='keying_version_once_per_sheet',
        ),
        migrations.RemoveField(
            model_name='keying',
            name='confirmed_reason',
        ),
        migrations.RemoveField(
            model_name='keying',
            name='entry',
        ),
        migrations.RemoveField(
            model_name='keying',
            name='explanations',
        ),
        migrations.RemoveField(
            model_name='sheet',
            name='status',
        ),
        migrations.AddField(
            model_name='keying',
            name='attempt',
            field=models.PositiveSmallIntegerField(default=1, verbose_name='第几次清点'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='keying',
            name='finished',
            field=models.BooleanField(default=False, verbose_name='录完'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='keying',
            name='retyped',
            field=models.JSONField(default=list, verbose_name='重录的地方'),
        ),
        migrations.AddField(
            model_name='keying',
            name='turn',
            field=models.PositiveSmallIntegerField(choices=[(1, '第一遍'), (2, '第二遍'), (3, '不一致处重录'), (4, '第三人录入')], default=1, verbose_name='第几遍'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='sheet',
            name='attempt',
            field=models.PositiveSmallIntegerField(default=1, verbose_name='第几次清点'),
        ),
        migrations.AddField(
            model_name='sheet',
            name='draft_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='sheet',
            name='explanations',
            field=models.JSONField(default=dict, verbose_name='说明'),
        ),
        migrations.AddField(
            model_name='sheet',
            name='first_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='sheet',
            name='phase',
            field=models.CharField(choices=[('empty', '未开始'), ('first', '第一遍未录完'), ('first_errors', '待监票人处理'), ('second_due', '待录第二遍'), ('second', '第二遍未录完'), ('different', '不一致，待重录'), ('third_due', '待第三人录入'), ('confirm_due', '待监票人确认'), ('verified', '核对一致')], default='empty', max_length=15, verbose_name='状态'),
        ),
        migrations.AddField(
            model_name='sheet',
            name='second_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='keying',
            constraint=models.UniqueConstraint(fields=('sheet', 'version'), name='keying_version_once_per_sheet'),
        ),
        migrations.AddConstraint(
            model_name='keying',
            constraint=models.UniqueConstraint(condition=models.Q(('finished', True)), fields=('sheet', 'attempt', 'turn'), name='each_turn_finished_once'),
        ),
        migrations.AddConstraint(
            model_name='keying',
            constraint=models.UniqueConstraint(condition=models.Q(('finished', True), ('turn__in', (1, 2, 4))), fields=('sheet', 'attempt', 'keyed_by'), name='nobody_keys_a_sheet_twice'),
        ),
        migrations.AddConstraint(
            model_name='sheet',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('current__isnull', False), ('phase', 'verified')), models.Q(models.Q(('phase', 'verified'), _negated=True), ('current__isnull', True)), _connector='OR'), name='only_a_verified_sheet_counts'),
        ),
        migrations.AddConstraint(
            model_name='sheet',
            constraint=models.CheckConstraint(condition=models.Q(('second_by__isnull', True), models.Q(('first_by__isnull', False), models.Q(('first_by', models.F('second_by')), _negated=True)), _connector='OR'), name='sheet_keyed_by_two_people'),
        ),
        migrations.AddConstraint(
            model_name='sheet',
            constraint=models.CheckConstraint(condition=models.Q(('draft_by__isnull', True), models.Q(('first_by__isnull', True), ('phase', 'first')), models.Q(('first_by__isnull', False), ('phase', 'second'), models.Q(('first_by', models.F('draft_by')), _negated=True)), _connector='OR'), name='second_entry_begun_by_another'),
        ),
        migrations.AddField(
            model_name='sheetdecision',
            name='decided_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='sheetdecision',
            name='sheet',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='decisions', to='ballots.sheet'),
        ),
        migrations.AddConstraint(
            model_name='sheetdecision',
            constraint=models.UniqueConstraint(fields=('sheet', 'version'), name='decision_version_once_per_sheet'),
        ),
        migrations.AddConstraint(
            model_name='sheetdecision',
            constraint=models.UniqueConstraint(condition=models.Q(('kind', 'recount')), fields=('sheet', 'attempt'), name='recounted_once_per_attempt'),
        ),
        migrations.AddConstraint(
            model_name='sheetdecision',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='sheet_decision_has_a_reason'),
        ),
    ]
