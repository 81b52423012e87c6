"""Sheets keyed the way the program asks: twice, by two clerks of the village; decided by its monitor."""

from collections.abc import Mapping

from ballots.models import Keying, Round, Sheet
from ballots.services.sheet_decisions import accept_sheet, explain_warnings, recount_sheet
from ballots.services.sheets import Saved, retype_sheet, save_sheet
from elections.models import Election, User
from elections.rules.tally import TallyFigures
from tests.ballots.factories import AT, codes_of, even_figures, trust_sheets
from tests.conftest import one_of_crew


def of_crew(sheet: Sheet, name: str) -> User:
    """An account of the sheet's village."""
    return one_of_crew(Round.objects.get(pk=sheet.round_id).election.village, name)


def monitor_of(sheet: Sheet) -> User:
    """The monitor who decides of the sheet: of the trust vote, or the assembly's chief monitor."""
    return of_crew(sheet, "jianpiao" if sheet.kind != Sheet.Kind.ASSEMBLY else "zongjian")


def version_on_record(sheet: Sheet) -> int:
    """The version a page opened now would carry."""
    return Sheet.objects.values_list("version", flat=True).get(pk=sheet.pk)


def key_once(
    sheet: Sheet, figures: TallyFigures, by: User, *, as_on_paper: bool = False, version: int | None = None
) -> Saved:
    """Save figures on a sheet as it now stands, or as it stood at `version`."""
    return save_sheet(
        sheet_id=sheet.pk,
        version=version_on_record(sheet) if version is None else version,
        figures=figures,
        as_on_paper=as_on_paper,
        by=by.actor,
        at=AT,
    )


def retype(sheet: Sheet, figures: TallyFigures, by: User, *, version: int | None = None) -> Saved:
    """Retype what differs; of `figures` only those places count."""
    return retype_sheet(
        sheet_id=sheet.pk,
        version=version_on_record(sheet) if version is None else version,
        figures=figures,
        by=by.actor,
        at=AT,
    )


def accept(sheet: Sheet, reason: str = "当场清点三遍") -> Sheet:
    """Let the sheet's figures stand, as its monitor."""
    by = monitor_of(sheet).actor
    return accept_sheet(sheet_id=sheet.pk, version=version_on_record(sheet), reason=reason, by=by, at=AT)


def recount(sheet: Sheet, reason: str = "监票人发现漏数一沓") -> Sheet:
    """Send the sheet's ballots back to be counted, as its monitor."""
    by = monitor_of(sheet).actor
    return recount_sheet(sheet_id=sheet.pk, version=version_on_record(sheet), reason=reason, by=by, at=AT)


def explain(sheet: Sheet, words: Mapping[str, str]) -> int:
    """Tick warnings of a sheet off, as its first clerk."""
    return explain_warnings(
        election_id=Round.objects.get(pk=sheet.round_id).election_id,
        words={sheet.pk: words},
        versions={sheet.pk: version_on_record(sheet)},
        by=of_crew(sheet, "luruyuan").actor,
        at=AT,
    )


def key_sheet(
    sheet: Sheet,
    figures: TallyFigures,
    *,
    accepted: str = "",
    explanations: Mapping[str, str] | None = None,
) -> None:
    """Let two clerks key the same figures, so that they count; figures that counted are recounted first.

    `accepted`: the monitor's reason for letting stand what does not add up.
    """
    if Sheet.objects.get(pk=sheet.pk).verified:
        recount(sheet)
    key_once(sheet, figures, of_crew(sheet, "luruyuan"), as_on_paper=bool(accepted))
    if accepted:
        accept(sheet, accepted)
    key_once(sheet, figures, of_crew(sheet, "erlu"))
    if explanations:
        explain(sheet, explanations)


def key_all(election: Election, *, accepted: str = "", **figures: object) -> None:
    """Key every sheet of the trust round with the same even figures."""
    for sheet in trust_sheets(election):
        key_sheet(sheet, even_figures(codes_of(sheet.round), **figures), accepted=accepted)  # type: ignore[arg-type]


def keyings(sheet: Sheet) -> list[tuple[int, int, str, bool, int | None]]:
    """Every save of a sheet: version, turn, who, whether the entry was finished, returned."""
    saved = Keying.objects.filter(sheet=sheet).select_related("keyed_by")
    return [
        (keying.version, keying.turn, keying.keyed_by.username, keying.finished, keying.returned)
        for keying in saved
    ]


def figures_for(sheet: Sheet, **given: object) -> TallyFigures:
    """Figures that add up."""
    return even_figures(codes_of(sheet.round), **given)  # type: ignore[arg-type]


def standing(sheet: Sheet) -> tuple[str, int, int, bool]:
    """Phase, attempt, version, whether the figures count."""
    now = Sheet.objects.get(pk=sheet.pk)
    return now.phase, now.attempt, now.version, now.current_id is not None
