"""Tally sheets whose boxes were let go by going back keep the numbers they had, be they the same."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('ballots', '0005_four_eyes'),
    ]

    operations = [
        migrations.RemoveConstraint(model_name='notice', name='notice_number_once_per_kind'),
        migrations.AddConstraint(
            model_name='notice',
            constraint=models.UniqueConstraint(
                fields=('election', 'kind', 'number'),
                condition=models.Q(
                    ('round__isnull', True), ('sheet__isnull', True),
                    models.Q(('kind', 'tally_sheet'), _negated=True),
                ),
                name='notice_number_once_per_kind',
            ),
        ),
    ]
