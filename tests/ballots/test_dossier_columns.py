"""No column of an election's tables is forgotten by the dossier."""

import pytest
from django.db.models import Model

from ballots.models import (
    Attendance,
    BallotLine,
    Certificate,
    Excusal,
    KeyedVote,
    Keying,
    KeyingWriteIn,
    MeetingStep,
    Notice,
    Objection,
    Posting,
    Reopening,
    Review,
    ReviewLine,
    Round,
    Sheet,
    Signature,
)
from ballots.selectors import record as told
from ballots.selectors import record_papers
from elections.dossier.chain import FIELDS
from elections.models import (
    Election,
    ElectionGroup,
    ElectionMember,
    Event,
    Official,
    StagePlan,
    StageRecord,
    User,
)

# Columns told elsewhere in the file (by nesting, or among the figures), or on purpose not at all.
ELSEWHERE: dict[type[Model], tuple[tuple[str, ...], set[str]]] = {
    Election: (told.ELECTION, {"village", "rules", "population"}),
    ElectionGroup: (told.GROUP, {"election", "source", "name", "eligible"}),
    ElectionMember: (told.MEMBER, {"election", "source", "standing", "rights_suspended"}),
    Official: (told.OFFICIAL, {"election"}),
    StagePlan: (told.PLAN, {"election"}),
    StageRecord: (told.STAGE, {"election"}),
    Attendance: (("present",), {"election"}),
    Excusal: (told.EXCUSAL, {"election"}),
    MeetingStep: (told.STEP, {"election"}),
    Round: (told.ROUND, {"election"}),
    BallotLine: (told.LINE, {"round"}),
    Sheet: (told.SHEET, {"round", "current"}),
    Keying: (told.KEYING, {"sheet"}),
    KeyedVote: (("favour", "against", "abstain"), {"keying", "line"}),
    KeyingWriteIn: (("member", "votes"), {"keying"}),
    Certificate: (told.CERTIFICATE, {"round"}),
    Reopening: (told.REOPENING, {"certificate"}),
    Signature: (told.SIGNATURE, {"certificate", "reopening"}),
    Review: (told.REVIEW, {"round"}),
    ReviewLine: (told.REVIEW_LINE, {"review"}),
    Objection: (told.OBJECTION, {"review"}),
    Event: (FIELDS, {"election"}),
    Notice: (record_papers.NOTICE, {"election", "pdf"}),
    Posting: (record_papers.POSTING, {"notice", "photo"}),
    User: (
        told.PERSON,
        {
            "county",
            "township",
            "village",
            "password",
            "last_login",
            "is_active",
            "must_change_password",
            "created_at",
            "session_mark",
        },
    ),
}


@pytest.mark.parametrize("model", ELSEWHERE, ids=lambda model: model.__name__)
def test_every_column_is_told(model: type[Model]) -> None:
    columns, elsewhere = ELSEWHERE[model]
    assert len(set(columns)) == len(columns)
    assert {field.name for field in model._meta.concrete_fields} == {"id", *columns, *elsewhere}
