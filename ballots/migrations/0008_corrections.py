"""Corrections: each of a paper, with versions of its own."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('ballots', '0007_issued_papers'),
        ('elections', '0010_county_accounts'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='notice',
            name='notice_number_once_per_kind',
        ),
        migrations.AddField(
            model_name='notice',
            name='corrects',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='ballots.notice'),
        ),
        migrations.AddConstraint(
            model_name='notice',
            constraint=models.UniqueConstraint(condition=models.Q(('corrects__isnull', True), ('round__isnull', True), ('sheet__isnull', True), models.Q(('kind', 'tally_sheet'), _negated=True)), fields=('election', 'kind', 'number'), name='notice_number_once_per_kind'),
        ),
        migrations.AddConstraint(
            model_name='notice',
            constraint=models.UniqueConstraint(condition=models.Q(('corrects__isnull', False)), fields=('corrects', 'number'), name='notice_number_once_per_corrected'),
        ),
        migrations.AddConstraint(
            model_name='notice',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('corrects__isnull', False), ('kind', 'correction')), models.Q(models.Q(('kind', 'correction'), _negated=True), ('corrects__isnull', True)), _connector='OR'), name='notice_correction_of_a_paper'),
        ),
    ]
