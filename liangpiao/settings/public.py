"""The address printed on papers, under which anybody checks them."""

from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured


def public_url(value: str) -> str:
    """Return the address without a slash at its end, "" for none; refuse what no phone could follow."""
    address = value.strip().rstrip("/")
    parts = urlsplit(address)
    plain = (
        parts.scheme in ("http", "https") and parts.netloc and address == f"{parts.scheme}://{parts.netloc}"
    )
    if address and not plain:
        raise ImproperlyConfigured("LIANGPIAO_PUBLIC_URL must be an address like https://toupiao.example.org")
    return address
