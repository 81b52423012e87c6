"""A dossier into an empty database: all or nothing, and nothing that the file does not tell."""

from datetime import datetime

from django.db import DatabaseError, transaction

from ballots.columns import Json
from ballots.services.dossier import dossier_values
from elections.dossier.check import faults_of
from elections.dossier.schema import Malformed
from elections.dossier.verify import compared
from elections.models import County, Election, User
from elections.rules.reading import Reader
from elections.services.guard import Refused

from .dossier_reading import DossierReading

NOT_EMPTY = "数据库里已有数据，档案包只能导入空的数据库。"
NO_RECORD = "这份档案包没有办理记录（record），只能核对和计算，不能导入。"


def import_dossier(data: object, *, at: datetime) -> Election:
    """Make the election of a dossier's JSON values; raises Refused, and then nothing was written.

    The accounts of those who acted come back switched off and without a password. Papers come without their files.
    """
    _refuse_faulty(data)
    if not isinstance(data, dict) or "record" not in data:
        raise Refused(NO_RECORD)
    try:
        with transaction.atomic():
            if User.objects.exists() or County.objects.exists():
                raise Refused(NOT_EMPTY)
            reader = Reader()
            election = DossierReading(reader, data, at).election()
            _refuse_changed(data, election)
    except Malformed as malformed:
        raise Refused(*map(str, malformed.faults)) from malformed
    except (DatabaseError, ValueError, OverflowError) as error:
        raise Refused(f"档案包中的记录互相矛盾，数据库不能接受：{error}") from error
    return election


def _refuse_faulty(data: object) -> None:
    try:
        faults = faults_of(data)
    except Malformed as malformed:
        raise Refused(*map(str, malformed.faults)) from malformed
    if faults:
        raise Refused("档案包核对不符，不能导入：" + "；".join(faults))


def _refuse_changed(data: Json, election: Election) -> None:
    """What was written must tell exactly what the file tells; else figures and record of the file disagree."""
    told = dossier_values(Election.objects.select_related("village__township__county").get(pk=election.pk))
    differing = [line for key in sorted({*data, *told} - {"outcome"}) for line in _compare(data, told, key)]
    # The words of an outcome may be those of another version; the rules were asked above whether it agrees.
    differing = [line for line in differing if not line.startswith("/record/seal/~1outcome:")]
    if differing:
        raise Refused("档案包中的办理记录与票数不符，不能导入：" + "；".join(differing[:3]))


def _compare(data: Json, told: Json, key: str) -> list[str]:
    return list(compared(data.get(key), told.get(key), f"/{key}"))
