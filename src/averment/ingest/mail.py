"""A mail to a `Document`: the body as its sender wrote it, from, subject and date of its header."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
from email.headerregistry import AddressHeader, DateHeader
from email.message import EmailMessage, MIMEPart

from averment.claim import Document
from averment.ingest.page import read_page


def read_mail(content: bytes) -> Document:
    """Return the body of a mail, plain text before HTML; attachments are not read.

    The subject is the title, the sender the author, and the day of sending that of publication.
    Quoted mails and signatures stay: they are part of what was sent.
    """
    mail = email.message_from_bytes(content.lstrip(), policy=email.policy.default)
    assert isinstance(mail, EmailMessage)  # what the policy makes
    body = mail.get_body(("plain", "html"))
    document = Document.from_text("") if body is None else _body(body)
    return document.model_copy(
        update={"title": _said(mail, "subject"), "author": _sender(mail), "published": _day(mail)}
    )


def _body(part: MIMEPart) -> Document:
    try:
        text = str(part.get_content())
    except (LookupError, ValueError):  # an encoding that there is none of
        text = bytes(part.get_payload(decode=True) or b"").decode("utf-8", "replace")
    return read_page(text) if part.get_content_subtype() == "html" else Document.from_text(text)


def _said(mail: EmailMessage, name: str) -> str | None:
    return " ".join(str(mail[name] or "").split()) or None


def _sender(mail: EmailMessage) -> str | None:
    header = mail["from"]
    if not isinstance(header, AddressHeader) or not header.addresses:
        return None
    first = header.addresses[0]
    return first.display_name or first.addr_spec or None


def _day(mail: EmailMessage) -> dt.date | None:
    header = mail["date"]
    return header.datetime.date() if isinstance(header, DateHeader) and header.datetime else None
