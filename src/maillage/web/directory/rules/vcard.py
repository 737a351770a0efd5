"""A place for the contacts of a telephone (vCard 3.0, RFC 2426, which all of them read)."""

from __future__ import annotations

# RFC 2426: a line is no longer than this, in bytes; what follows begins with a space.
LINE_BYTES = 75


def vcard(
    *,
    name: str,
    phone: str = "",
    email: str = "",
    website: str = "",
    street: str = "",
    postcode: str = "",
    city: str = "",
    lat: float | None = None,
    lon: float | None = None,
    note: str = "",
) -> str:
    """
    >>> print(vcard(name="Mairie; annexe", phone="+33130000000").replace(chr(13), ""))
    BEGIN:VCARD
    VERSION:3.0
    FN:Mairie\\; annexe
    N:Mairie\\; annexe;;;;
    ORG:Mairie\\; annexe
    TEL;TYPE=WORK,VOICE:+33130000000
    END:VCARD
    <BLANKLINE>
    """
    said = escaped(name)
    address = ";".join(("", "", escaped(street), escaped(city), "", escaped(postcode), "France"))
    lines = {
        "FN": said,
        "N": f"{said};;;;",
        "ORG": said,
        "TEL;TYPE=WORK,VOICE": escaped(phone),
        "EMAIL;TYPE=WORK": escaped(email),
        "URL": escaped(website),
        "ADR;TYPE=WORK": address if street or city else "",
        "GEO": "" if lat is None or lon is None else f"{lat:.6f};{lon:.6f}",
        "NOTE": escaped(note),
    }
    told = [f"{field}:{value}" for field, value in lines.items() if value]
    return "".join(f"{folded(line)}\r\n" for line in ("BEGIN:VCARD", "VERSION:3.0", *told, "END:VCARD"))


def escaped(text: str) -> str:
    """What has a meaning in a vCard loses it; a line break is written, so that no text begins a line of its own."""
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "\\n".join(text.splitlines())


def folded(line: str) -> str:
    """No character is cut in two."""
    parts, part, size = [], "", 0
    for character in line:
        length = len(character.encode())
        if size + length > LINE_BYTES:
            parts.append(part)
            # The space that begins a line counts.
            part, size = "", 1
        part, size = part + character, size + length
    return "\r\n ".join([*parts, part])
