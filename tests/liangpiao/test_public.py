"""The address printed on papers: an address a phone can follow, or none."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from liangpiao.settings.public import public_url


@pytest.mark.parametrize(
    ("value", "address"),
    [
        ("", ""),
        ("  ", ""),
        ("https://toupiao.example.org", "https://toupiao.example.org"),
        ("https://toupiao.example.org/", "https://toupiao.example.org"),
        ("http://192.0.2.7:8000", "http://192.0.2.7:8000"),
    ],
)
def test_an_address_or_none(value: str, address: str) -> None:
    assert public_url(value) == address


@pytest.mark.parametrize(
    "value",
    [
        "toupiao.example.org",
        "https://",
        "https://a.example/v",
        "https://a.example?x=1",
        "javascript:alert(1)",
    ],
)
def test_what_no_phone_can_follow_stops_the_start(value: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="LIANGPIAO_PUBLIC_URL"):
        public_url(value)
