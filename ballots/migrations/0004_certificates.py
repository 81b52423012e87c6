"""Certificates with signatures take the place of the round's own columns."""

import django.db.models.deletion
from django.conf import settings
from django.core.management import CommandError
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

CERTIFIED = '已有核定过的投票，那时还没有签字，改不成签字核定。请用空的数据库重新开始，或先用原来的版本导出。'


def none_certified(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    rounds = apps.get_model('ballots', 'Round').objects.using(editor.connection.alias)
    if rounds.filter(certified_at__isnull=False).exists():
        raise CommandError(CERTIFIED)


class Migration(migrations.Migration):

    dependencies = [
        ('ballots', '0003_certified_head'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(none_certified, migrations.RunPython.noop),
        migrations.RemoveField(
            model_name='round',
            name='certified_at',
        ),
        migrations.RemoveField(
            model_name='round',
            name='certified_by',
        ),
        migrations.RemoveField(
            model_name='round',
            name='certified_head',
        ),
        migrations.CreateModel(
            name='Certificate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('shown', models.CharField(max_length=64, verbose_name='所示内容的 SHA-256')),
                ('facts', models.JSONField(verbose_name='所示内容')),
                ('begun_at', models.DateTimeField(verbose_name='开始签字的时间')),
                ('made_at', models.DateTimeField(null=True, verbose_name='核定时间')),
                ('head', models.CharField(blank=True, max_length=64, verbose_name='核定时的链首')),
                ('lifted_at', models.DateTimeField(null=True, verbose_name='撤销时间')),
                ('lifted_reason', models.TextField(blank=True, verbose_name='撤销理由')),
                ('lifted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='certificates', to='ballots.round')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Reopening',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.TextField(verbose_name='理由')),
                ('asked_at', models.DateTimeField(verbose_name='申请时间')),
                ('done_at', models.DateTimeField(null=True, verbose_name='办理时间')),
                ('withdrawn_at', models.DateTimeField(null=True, verbose_name='收回时间')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('certificate', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reopenings', to='ballots.certificate')),
                ('withdrawn_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Signature',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('capacity', models.CharField(choices=[('committee_head', '选举委员会主任'), ('trust_monitor', '信任投票监票人'), ('chief_monitor', '党员大会总监票人'), ('assembly_counter', '党员大会计票人'), ('assembly_chair', '党员大会主持人')], max_length=20, verbose_name='身份')),
                ('name', models.CharField(max_length=30, verbose_name='姓名')),
                ('signed_at', models.DateTimeField(verbose_name='签字时间')),
                ('certificate', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='signatures', to='ballots.certificate')),
                ('reopening', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='signatures', to='ballots.reopening')),
                ('signed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='certificate',
            constraint=models.UniqueConstraint(condition=models.Q(('lifted_at__isnull', True)), fields=('round',), name='one_standing_certificate_per_round'),
        ),
        migrations.AddConstraint(
            model_name='certificate',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('head', ''), ('made_at__isnull', True)), models.Q(('made_at__isnull', False), models.Q(('head', ''), _negated=True)), _connector='OR'), name='made_certificate_has_a_head'),
        ),
        migrations.AddConstraint(
            model_name='certificate',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('lifted_at__isnull', True), ('lifted_by__isnull', True), ('lifted_reason', '')), models.Q(('lifted_at__isnull', False), ('lifted_by__isnull', False), models.Q(('lifted_reason', ''), _negated=True)), _connector='OR'), name='lifted_certificate_has_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='reopening',
            constraint=models.UniqueConstraint(condition=models.Q(('done_at__isnull', True), ('withdrawn_at__isnull', True)), fields=('certificate',), name='one_open_reopening_per_certificate'),
        ),
        migrations.AddConstraint(
            model_name='reopening',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='reopening_has_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='reopening',
            constraint=models.CheckConstraint(condition=models.Q(('done_at__isnull', True), ('withdrawn_at__isnull', True), _connector='OR'), name='reopening_done_or_withdrawn'),
        ),
        migrations.AddConstraint(
            model_name='signature',
            constraint=models.UniqueConstraint(condition=models.Q(('reopening__isnull', True)), fields=('certificate', 'capacity'), name='certified_once_in_a_capacity'),
        ),
        migrations.AddConstraint(
            model_name='signature',
            constraint=models.UniqueConstraint(condition=models.Q(('reopening__isnull', True)), fields=('certificate', 'signed_by'), name='certified_once_by_a_person'),
        ),
        migrations.AddConstraint(
            model_name='signature',
            constraint=models.UniqueConstraint(condition=models.Q(('reopening__isnull', False)), fields=('reopening', 'capacity'), name='reopened_once_in_a_capacity'),
        ),
        migrations.AddConstraint(
            model_name='signature',
            constraint=models.UniqueConstraint(condition=models.Q(('reopening__isnull', False)), fields=('reopening', 'signed_by'), name='reopened_once_by_a_person'),
        ),
    ]
