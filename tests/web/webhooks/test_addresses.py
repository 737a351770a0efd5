"""The platform is not made to ask itself, or its neighbours, on a stranger's behalf."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.web.webhooks.rules.addresses import Address, UnfitAddressError, is_public, read_address


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("https://partenaire.example/hooks", Address("partenaire.example", 443, "/hooks")),
        ("https://partenaire.example", Address("partenaire.example", 443, "/")),
        ("https://PARTENAIRE.example:8443/a?b=c&d=%20", Address("partenaire.example", 8443, "/a?b=c&d=%20")),
        ("https://xn--mdecin-bva.example/", Address("xn--mdecin-bva.example", 443, "/")),
    ],
)
def test_an_address_is_read(text: str, read: Address) -> None:
    assert read_address(text) == read


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("http://partenaire.example/", "scheme"),
        ("ftp://partenaire.example/", "scheme"),
        ("file:///etc/passwd", "scheme"),
        ("//partenaire.example/", "scheme"),
        ("", "scheme"),
        ("https://user:word@partenaire.example/", "user"),
        ("https://user@partenaire.example/", "user"),
        ("https://partenaire.example/#part", "fragment"),
        ("https:///hooks", "host"),
        ("https://localhost/", "host"),
        ("https://127.0.0.1/", "host"),
        ("https://127.1/", "host"),
        ("https://2130706433/", "host"),
        ("https://0x7f000001/", "host"),
        ("https://0x7f.0.0.1/", "host"),
        ("https://0177.0.0.1/", "host"),
        ("https://[::1]/", "host"),
        ("https://[::ffff:127.0.0.1]/", "host"),
        ("https://[::ffff:7f00:1]/", "host"),
        ("https://169.254.169.254/latest/meta-data/", "host"),
        ("https://partenaire.example:0/", "host"),
        ("https://partenaire.example:99999/", "host"),
        ("https://partenaire.example:a/", "host"),
        ("https://parténaire.example/", "host"),
        ("https://partenaire.example\\@127.0.0.1/", "host"),
        ("https://partenaire.example/\r\nHost: other", "host"),
        ("https://partenaire .example/", "host"),
        ("https://-a.example/", "host"),
        ("https://partenaire.example/" + "a" * 500, "length"),
    ],
)
def test_an_address_that_cannot_be_told_is_refused(text: str, reason: str) -> None:
    with pytest.raises(UnfitAddressError) as refused:
        read_address(text)
    assert refused.value.reason == reason


@given(st.text(max_size=80))
def test_whatever_is_written_is_read_or_refused(text: str) -> None:
    try:
        read = read_address("https://" + text)
    except UnfitAddressError:
        return
    assert read.host
    assert read.path.startswith("/")


INSIDE = [
    "0.0.0.0", "10.0.0.1", "100.64.0.1", "127.0.0.1", "127.8.8.8", "169.254.169.254", "172.16.0.1", "172.31.255.255",
    "192.0.0.1", "192.0.2.1", "192.168.1.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "240.0.0.1",
    "255.255.255.255",
]  # fmt: skip


@pytest.mark.parametrize("number", INSIDE)
def test_what_is_inside_is_not_public_in_any_spelling(number: str) -> None:
    """As it is, mapped into IPv6, and carried by NAT64, 6to4 and Teredo."""
    four = int(IPv4Address(number))
    spellings = [
        number,
        f"::ffff:{number}",
        str(IPv6Address(0xFFFF << 32 | four)),
        str(IPv6Address((0x64FF9B << 96) | four)),
        str(IPv6Address((0x2002 << 112) | (four << 80) | 1)),
        str(IPv6Address((0x20010000 << 96) | (four ^ 0xFFFFFFFF))),
        f"::{number}",
    ]
    assert [each for each in spellings if is_public(each)] == []


@pytest.mark.parametrize(
    "number",
    ["::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12:3456::1", "fec0::1", "ff02::1", "2001:db8::1", "", "no"],
)
def test_what_ipv6_keeps_inside_is_not_public(number: str) -> None:
    assert not is_public(number)


@pytest.mark.parametrize("number", ["1.1.1.1", "9.9.9.9", "2606:4700:4700::1111", "::ffff:9.9.9.9", "2001:4860::8888"])
def test_the_open_internet_is_public(number: str) -> None:
    assert is_public(number)


@given(st.ip_addresses(v=4))
def test_a_number_and_its_spelling_in_ipv6_are_the_same(number: IPv4Address) -> None:
    assert is_public(str(number)) == is_public(f"::ffff:{number}")
