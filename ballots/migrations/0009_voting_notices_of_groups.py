"""The voting notice of each group is a paper by itself, with versions of its own."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('ballots', '0008_corrections'),
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
            name='group',
            field=models.CharField(blank=True, max_length=10, verbose_name='村小组'),
        ),
        migrations.AddConstraint(
            model_name='notice',
            constraint=models.UniqueConstraint(condition=models.Q(('corrects__isnull', True), ('round__isnull', True), ('sheet__isnull', True), models.Q(('kind', 'tally_sheet'), _negated=True)), fields=('election', 'kind', 'group', 'number'), name='notice_number_once_per_kind'),
        ),
    ]
