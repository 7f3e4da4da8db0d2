"""Papers that people send: small PDFs and pictures that hold what a test says, and nothing of anybody."""

from __future__ import annotations

import zlib

PNG_START = b"\x89PNG\r\n\x1a\n"


def pdf(words: str = "a ticket", *, pages: int = 1, packed: bool = False, made_by: str = "a till") -> bytes:
    """A whole PDF whose pages show these words."""
    drawn = f"BT /F1 12 Tf 20 100 Td ({words}) Tj ET".encode()
    coding = b" /Filter /FlateDecode" if packed else b""
    drawn = zlib.compress(drawn) if packed else drawn
    kids = " ".join(f"{5 + number} 0 R" for number in range(pages))
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Length %d%b >>\nstream\n%b\nendstream" % (len(drawn), coding, drawn),
    ]
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R "
    page += b"/Resources << /Font << /F1 3 0 R >> >> >>"
    parts += [page] * pages + [f"<< /Producer ({made_by}) >>".encode()]
    content, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(content))
        content += b"%d 0 obj\n%b\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(parts) + 1
    trailer = b"trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    ends = trailer % (size, len(parts), len(content))
    return content + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + ends


def photo(seen: bytes) -> bytes:
    """A picture (PNG) in which this is seen; quicker to judge than a PDF."""
    chunks = (
        (b"IHDR", b"\0\0\0\1\0\0\0\1\x08\0\0\0\0"),
        (b"IDAT", zlib.compress(b"\0" + seen)),
        (b"IEND", b""),
    )
    parts = (
        len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")
        for kind, body in chunks
    )
    return PNG_START + b"".join(parts)
