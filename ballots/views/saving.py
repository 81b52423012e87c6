"""What the views of versioned forms share: a write tried, and its refusal said in the form."""

from collections.abc import Callable, Mapping

from django.http import HttpRequest, QueryDict

from elections.formkit import Clash, VersionForm, clashes
from elections.services.guard import Refused, Stale
from elections.services.refusals import AtField

CHANGED = "这一页打开以后，别人已经保存过。请看清现在的情况，仍要办的，再按一次。"


def posted(request: HttpRequest) -> QueryDict | None:
    """What was posted, be it empty; None for a page that is only looked at."""
    return request.POST if request.method == "POST" else None


def attempt(
    request: HttpRequest,
    form: VersionForm,
    write: Callable[[], object],
    recorded: Mapping[str, object] | None = None,
) -> tuple[bool, dict[str, list[Clash]]]:
    """Write what was posted; return whether it was done, and what the page needs to say besides the form's errors.

    `recorded` are the form's fields as they now stand on record: where somebody saved first, both are shown.
    """
    if request.method != "POST" or not form.is_valid():
        return False, {}
    try:
        write()
    except AtField as refusal:
        for field, sentence in refusal.faults.items():
            form.add_error(field if field in form.fields else None, sentence)
    except Refused as refusal:
        for reason in refusal.reasons:
            form.add_error(None, reason)
    except Stale as stale:
        form.renew(stale.now)
        if recorded is not None:
            return False, {"stale": clashes(form, recorded)}
        form.add_error(None, CHANGED)
    else:
        return True, {}
    return False, {}
