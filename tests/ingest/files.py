"""Files as people have them, made for tests: PDF, Word and mail."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

LINE, TOP, LEFT, SIZE = 14, 760, 72, 11
_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
    'content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
    'relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.'
    'openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
    'relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/'
    '2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)
MONDAY = "Mon, 25 Mar 2024 09:00:00 +0500"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_CORE = (
    '<?xml version="1.0"?><cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/'
    '2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}'
    "</dc:title><dc:creator>{author}</dc:creator></cp:coreProperties>"
)


def pdf(pages: Sequence[Sequence[str]], *, title: str = "", locked: bool = False) -> bytes:
    """Return a PDF with these lines on its pages, in one column; an empty line is a gap."""
    objects = ["", "", "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]
    numbers = []
    for lines in pages:
        shown = "".join(
            f"BT /F {SIZE} Tf {LEFT} {TOP - LINE * row} Td ({_escaped(line)}) Tj ET\n"
            for row, line in enumerate(lines)
            if line
        )
        objects.append(f"<</Length {len(shown)}>>stream\n{shown}\nendstream")
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents {len(objects)} 0 R"
            "/Resources<</Font<</F 3 0 R>>>>>>"
        )
        numbers.append(len(objects))
    objects[0] = "<</Type/Catalog/Pages 2 0 R>>"
    kids = " ".join(f"{number} 0 R" for number in numbers)
    objects[1] = f"<</Type/Pages/Count {len(numbers)}/Kids[{kids}]>>"
    objects.append(f"<</Title({_escaped(title)})/Author(A. Writer)>>")
    trailer = f"/Root 1 0 R/Info {len(objects)} 0 R"
    if locked:
        objects.append(f"<</Filter/Standard/V 1/R 2/P -4/O<{'41' * 32}>/U<{'42' * 32}>>>")
        trailer += f"/Encrypt {len(objects)} 0 R/ID[<{'00' * 16}><{'00' * 16}>]"
    return _file(objects, trailer)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def _file(objects: Sequence[str], trailer: str) -> bytes:
    made, starts = "%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        starts.append(len(made))
        made += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{start:010d} 00000 n \n" for start in starts)
    at = len(made)
    made += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    made += f"trailer\n<</Size {len(objects) + 1}{trailer}>>\nstartxref\n{at}\n%%EOF\n"
    return made.encode("latin-1")


def word(body: str, *, title: str = "", author: str = "", more: str = "") -> bytes:
    """Return a Word file with this markup in its body; `more` stands before the document."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _RELATIONS)
        archive.writestr("docProps/core.xml", _CORE.format(title=title, author=author))
        archive.writestr(
            "word/document.xml",
            f'<?xml version="1.0"?>{more}<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body>'
            "</w:document>",
        )
    return held.getvalue()


def paragraph(text: str) -> str:
    """Return the markup of a paragraph of a Word file."""
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def mail(body: str, kind: str = "text/plain", *, date: str = MONDAY) -> bytes:
    """Return a mail with this body."""
    return (
        "Received: from a.example by b.example; Mon, 25 Mar 2024 09:00:01 +0500\r\n"
        'From: "Press Office" <press@example.org>\r\n'
        "To: list@example.org\r\n"
        "Subject: Statement on the\r\n =?utf-8?q?fighting_in_S=C3=A9gou?=\r\n"
        f"Date: {date}\r\nMIME-Version: 1.0\r\n"
        f"Content-Type: {kind}; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{body}"
    ).encode()
