"""What every page's shell shows."""

from django.http import HttpRequest

from .models import County


def shell(request: HttpRequest) -> dict[str, object]:
    """Say whether this database holds invented data; every page then carries a strip that says so."""
    return {"invented": County.objects.filter(invented=True).exists()}
