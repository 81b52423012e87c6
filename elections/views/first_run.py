"""The first run: county, township and the first account, on a program that has none."""

from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters

from elections.access import public
from elections.forms.sign_in import FirstRunForm
from elections.saving import posted
from elections.services.first_run import Beginning, begin, nobody_yet
from elections.services.guard import Refused


@sensitive_post_parameters()
@public
def first_run(request: HttpRequest) -> HttpResponse:
    """Set up the place and sign the first person in; once there is an account this page does not exist."""
    if not nobody_yet():
        raise Http404("已经启用。")
    form = FirstRunForm(posted(request))
    reasons: tuple[str, ...] = ()
    if request.method == "POST" and form.is_valid():
        facts = {name: value for name, value in form.cleaned_data.items() if name != "again"}
        try:
            user = begin(beginning=Beginning(**facts), at=timezone.now())
        except Refused as refused:
            reasons = refused.reasons
        else:
            login(request, user, backend="django.contrib.auth.backends.ModelBackend")
            return redirect("home")
    return render(request, "elections/first_run.html", {"form": form, "reasons": reasons})
