"""Two small steps that the views of forms share."""

from django.forms import BaseForm
from django.http import HttpRequest, QueryDict

from elections.services.refusals import AtField


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what was posted, be it empty; None for a page that is only looked at."""
    return request.POST if request.method == "POST" else None


def say_at_fields(form: BaseForm, refused: AtField) -> None:
    """Put the sentences of a refusal at the fields they belong to."""
    for field, sentence in refused.faults.items():
        form.add_error(field if field in form.fields else None, sentence)
