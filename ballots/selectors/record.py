"""What a dossier carries of an election under `record`, besides the figures the rules need.

The columns named here are those the import reads (ballots.services.dossier_import).
"""

from django.db.models import Model

from ballots.columns import Json, Names, row_of, stray
from ballots.models import (
    Attendance,
    BallotLine,
    Certificate,
    Excusal,
    Keying,
    MeetingStep,
    Notice,
    Review,
    Round,
    Sheet,
)
from ballots.selectors.record_papers import OWN_TOWNSHIP, issued_papers, papers_of
from elections.dossier.chain import values_of
from elections.models import (
    Election,
    ElectionGroup,
    ElectionMember,
    Official,
    StagePlan,
    StageRecord,
    Township,
    User,
)
from elections.rules.sheet_state import COUNTS
from elections.selectors.audit import links_of

ELECTION = (
    "year",
    "era",
    "method",
    "reference_date",
    "objection_days",
    "objection_unit",
    "term_years",
    "conditions_secretary",
    "conditions_member",
    "stage",
    "finished_at",
    "version",
    "created_at",
    "created_by",
)
MEMBER = (
    "code",
    "name",
    "note",
    "sex",
    "birth_date",
    "education",
    "joined_on",
    "present_post",
    "stroke_key",
)
GROUP = ("code", "position")
PERSON = ("username", "person", "role")
OFFICIAL = ("duty", "name", "post", "member", "group", "account")
PLAN = ("stage", "planned_on")
INVALIDATED = ("invalidated_at", "invalidated_by", "invalidated_reason")
STAGE = ("stage", "items", "saved_at", "saved_by", "closed_at", *INVALIDATED)
EXCUSAL = ("member", "ground", "consent_number", "adopted")
STEP = ("step", "done_at", "in_favour", "note")
ROUND = (
    "number",
    "kind",
    "seats",
    "entitled",
    "present",
    "reduce_seats",
    "reduce_consent",
    "proceed_reason",
    "opened_at",
    "opened_by",
    *INVALIDATED,
)
CERTIFICATE = (
    "shown",
    "facts",
    "begun_at",
    "made_at",
    "head",
    "lifted_at",
    "lifted_by",
    "lifted_reason",
)
REOPENING = ("reason", "asked_at", "asked_by", "done_at", "withdrawn_at", "withdrawn_by")
SIGNATURE = ("capacity", "name", "signed_by", "signed_at")
LINE = ("member", "position")
SHEET = (
    "number",
    "group",
    "kind",
    "phase",
    "attempt",
    "first_by",
    "second_by",
    "draft_by",
    "warnings_open",
    "explanations",
    "version",
)
KEYING = ("attempt", "turn", "finished", "retyped", "version", "keyed_by", "keyed_at", *COUNTS)
DECISION = ("attempt", "version", "kind", "errors", "reason", "decided_by", "decided_at")
REVIEW = (
    "decided_on",
    "present",
    "minutes_number",
    "made_at",
    "made_by",
    "invalidated_at",
    "invalidated_reason",
)
REVIEW_LINE = ("member", "taken", "reason", "career")
OBJECTION = ("about", "received_on", "content", "found_on", "finding")


def record_of(election: Election) -> Json:
    """Everything on record of `election`, which comes with village, township and county, and its audit chain."""
    return {**rows_of(election), "chain": [values_of(link) for link in links_of(election)]}


def rows_of(election: Election) -> Json:
    """What the tables hold of `election`, without its chain."""
    held, issued = list(_rounds(election)), issued_papers(election)
    names = _names(election, held, issued)
    township = election.village.township
    record: Json = {
        "place": {"document_prefix": township.document_prefix, "invented": township.county.invented},
        "election": row_of(election, ELECTION, names),
        "groups": [row_of(group, GROUP, names) for group in election.groups.all()],
        "register": [row_of(member, MEMBER, names) for member in election.members.all()],
        "officials": [_official(official, names) for official in _officials(election)],
        "plans": [
            row_of(plan, PLAN, names)
            for plan in StagePlan.objects.filter(election=election).order_by("stage")
        ],
        "stages": [row_of(one, STAGE, names) for one in StageRecord.objects.filter(election=election)],
        "attendance": _present(election),
        "excusals": [row_of(one, EXCUSAL, names) for one in Excusal.objects.filter(election=election)],
        "steps": [
            row_of(step, STEP, names)
            for step in MeetingStep.objects.filter(election=election).order_by("step")
        ],
        "rounds": [_round(one, names) for one in held],
        "notices": papers_of(issued, names),
    }
    return {**record, "people": _people(names)}


def _present(election: Election) -> int | None:
    return Attendance.objects.filter(election=election).values_list("present", flat=True).first()


def _rounds(election: Election) -> list[Round]:
    return list(
        Round.objects.filter(election=election).prefetch_related(
            "lines",
            "sheets__keyings__votes",
            "sheets__keyings__write_ins",
            "sheets__decisions",
            "reviews__lines",
            "reviews__objections",
            "certificates__signatures",
            "certificates__reopenings",
        )
    )


def _officials(election: Election) -> list[Official]:
    return list(Official.objects.filter(election=election).prefetch_related("relative_of"))


def _names(election: Election, held: list[Round], issued: list[Notice]) -> Names:
    sheets = {sheet.pk: f"{one.number}/{sheet.number}" for one in held for sheet in one.sheets.all()}
    named: dict[type[Model], dict[int, object]] = {
        User: dict(User.objects.order_by().values_list("pk", "username")),
        ElectionMember: {member.pk: member.code for member in election.members.all()},
        ElectionGroup: {group.pk: group.code for group in election.groups.all()},
        Round: {one.pk: one.number for one in held},
        Sheet: dict(sheets),
        BallotLine: {},
        Notice: {notice.pk: notice.code for notice in issued},
        Township: {election.village.township_id: OWN_TOWNSHIP},
    }
    return Names(named)


def _people(names: Names) -> list[Json]:
    """The accounts of those who acted, by user name; whether they reach the township or the village alone."""
    acted = [name for model, name in names.used if model is User]
    users = User.objects.filter(username__in=acted)
    rows = [
        {**row_of(user, PERSON, names), "reach": "village" if user.village_id else "township"}
        for user in users
    ]
    return sorted(rows, key=lambda row: str(row["username"]))


def _official(official: Official, names: Names) -> Json:
    relatives = sorted(str(names.name_of(ElectionMember, member.pk)) for member in official.relative_of.all())
    return {**row_of(official, OFFICIAL, names), "relative_of": relatives}


def _round(held: Round, names: Names) -> Json:
    codes = {line.pk: str(names.name_of(ElectionMember, line.member_id)) for line in held.lines.all()}
    return {
        **row_of(held, ROUND, names),
        "ballot": [row_of(line, LINE, names) for line in held.lines.all()],
        "sheets": [_sheet(sheet, codes, names) for sheet in held.sheets.all()],
        "reviews": [_review(review, names) for review in held.reviews.all()],
        "certificates": [_certificate(one, names) for one in held.certificates.all()],
    }


def _certificate(certificate: Certificate, names: Names) -> Json:
    return {
        **row_of(certificate, CERTIFICATE, names),
        "signatures": [row_of(one, SIGNATURE, names) for one in certificate.certified_by],
        "reopenings": [
            {
                **row_of(asked, REOPENING, names),
                "signatures": [row_of(one, SIGNATURE, names) for one in asked.agreed_by],
            }
            for asked in certificate.reopenings.all()
        ],
    }


def _sheet(sheet: Sheet, codes: dict[int, str], names: Names) -> Json:
    keyings = list(sheet.keyings.all())
    places = {one.pk: place for place, one in enumerate(keyings)}
    counts = sheet.current_id
    return {
        **row_of(sheet, SHEET, names),
        # Which of the keyings counts: its place in the list.
        "current": None if counts is None else places.get(counts, stray(counts)),
        "keyings": [_keying(one, codes, names) for one in keyings],
        "decisions": [row_of(one, DECISION, names) for one in sheet.decisions.all()],
    }


def _keying(keying: Keying, codes: dict[int, str], names: Names) -> Json:
    return {
        **row_of(keying, KEYING, names),
        "votes": {
            codes.get(vote.line_id, stray(vote.line_id)): [vote.favour, vote.against, vote.abstain]
            for vote in keying.votes.all()
        },
        "write_ins": {
            str(names.name_of(ElectionMember, entry.member_id)): entry.votes
            for entry in keying.write_ins.all()
        },
    }


def _review(review: Review, names: Names) -> Json:
    return {
        **row_of(review, REVIEW, names),
        "lines": [row_of(line, REVIEW_LINE, names) for line in review.lines.all()],
        "objections": [row_of(one, OBJECTION, names) for one in review.objections.all()],
    }
