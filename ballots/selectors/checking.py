"""What anybody may learn of a paper by its code: what stands on it, and whether it still counts."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from ballots.models import Notice
from ballots.notices.facts import Facts, ResultReport, Submission, from_json
from ballots.notices.render import fingerprint, render_text
from elections.rules.disclosure import too_few
from elections.rules.papers import PaperStatus, read_code

from .notices import correction_of


@dataclass(frozen=True, slots=True)
class Checked:
    """A paper found by its code, and the correction of it that counts."""

    notice: Notice
    facts: Facts
    correction: Notice | None

    @property
    def status(self) -> PaperStatus:
        """How the paper stands."""
        return self.notice.status

    @property
    def corrects(self) -> Notice | None:
        """The paper that a correction is of."""
        return self.notice.corrects

    @property
    def tells_of_few(self) -> bool:
        """Whether it reports a ballot with too few to be shown to everybody; the paper itself was not posted."""
        rounds = self.facts.rounds if isinstance(self.facts, ResultReport | Submission) else ()
        return any(too_few(held.returned) for held in rounds)

    @property
    def text(self) -> SafeString:
        """Title, number, text and signature as on the paper."""
        return render_text(self.facts)

    @property
    def fingerprint(self) -> str:
        """What the paper's foot says of its content."""
        return fingerprint(self.facts)


def paper_by_code(text: str) -> Checked | None:
    """The paper with the code somebody typed or scanned; None where there is none."""
    code = read_code(text)
    known = Notice.objects.exclude(code="").defer("pdf", "corrects__pdf").select_related("corrects")
    found = known.filter(code=code).first() if code else None
    return Checked(found, from_json(found.kind, found.facts), correction_of(found)) if found else None
