"""What the views of forms share, in both apps: a write tried, and its refusal said in the form."""

from collections.abc import Callable, Mapping

from django.forms import BaseForm
from django.http import HttpRequest, QueryDict

from .formkit import Clash, VersionForm, clashes
from .services.guard import Refused, Stale
from .services.refusals import AtField

CHANGED = "这一页打开以后，别人已经保存过。请看清现在的情况，仍要办的，再按一次。"


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what was posted, be it empty; None for a page that is only looked at."""
    return request.POST if request.method == "POST" else None


def say_refusal(form: BaseForm, refused: Refused) -> None:
    """Put the sentences of a refusal at the fields they belong to, else over the form."""
    faults = refused.faults if isinstance(refused, AtField) else {}
    for field, sentence in faults.items():
        form.add_error(field if field in form.fields else None, sentence)
    if not faults:
        for reason in refused.reasons:
            form.add_error(None, reason)


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
    except Refused as refused:
        say_refusal(form, refused)
    except Stale as stale:
        form.renew(stale.now)
        if recorded is not None:
            return False, {"stale": clashes(form, recorded)}
        form.add_error(None, CHANGED)
    else:
        return True, {}
    return False, {}
