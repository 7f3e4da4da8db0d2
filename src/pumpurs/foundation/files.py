"""Stored files: known by content, sealed, kept outside the web root under their hash, served as attachments."""

from __future__ import annotations

import hashlib
import os
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings

from pumpurs.foundation.models import StoredFile
from pumpurs.foundation.pdfs import PDF_START, pages_hash
from pumpurs.foundation.pictures import without_metadata
from pumpurs.foundation.sealed import seal_bytes, unseal_bytes
from pumpurs.foundation.visibility import Viewer
from pumpurs.values.reasons import Reason, Refused

SCAN_LIMIT_BYTES = 10 * 1024 * 1024
MAGIC = (
    (PDF_START, "application/pdf", ".pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png", ".png"),
    (b"\xff\xd8\xff", "image/jpeg", ".jpg"),
)


def kind_of_scan(content: bytes) -> tuple[str, str]:
    """(content type, suffix) told by the content itself, never by the name. Refused for anything else."""
    for start, content_type, suffix in MAGIC:
        if content.startswith(start):
            return content_type, suffix
    raise Refused(Reason("file.unknown_kind", {"allowed": "PDF, PNG, JPEG"}, place="scan"))


def _path(sha256: str) -> Path:
    root: Path = settings.VAR / "files"
    return root / sha256[:2] / sha256


def keep_scan(
    content: bytes,
    *,
    about: str,
    viewer: Viewer,
    now: datetime,
    learner_id: UUID | None,
    institution_id: UUID | None,
) -> StoredFile:
    """Keep a scan (PDF, PNG, JPEG up to SCAN_LIMIT_BYTES). The name is ours, so that no path or name comes in.

    A picture is kept without what it tells beside itself; a PDF is opened for once, and known by what its pages hold.
    """
    if not content:
        raise Refused(Reason("file.empty", place="scan"))
    if len(content) > SCAN_LIMIT_BYTES:
        raise Refused(Reason("file.too_large", {"limit_mb": SCAN_LIMIT_BYTES // 1024**2}, place="scan"))
    content_type, suffix = kind_of_scan(content)
    known_by = pages_hash(content) if content.startswith(PDF_START) else ""
    file = _keep(
        without_metadata(content),
        about,
        f"{about}{suffix}",
        content_type,
        viewer,
        now,
        learner_id,
        institution_id,
    )
    file.known_by = known_by or file.sha256
    return file


def _keep(
    content: bytes, about: str, name: str, content_type: str, viewer: Viewer, now: datetime,
    learner_id: UUID | None, institution_id: UUID | None,
) -> StoredFile:  # fmt: skip
    sha256 = hashlib.sha256(content).hexdigest()
    path = _path(sha256)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.{os.getpid()}.part")
        with draft.open("wb") as file:
            file.write(seal_bytes(content, about="file"))
            file.flush()
            os.fsync(file.fileno())
        draft.rename(path)
    return StoredFile.objects.create(
        about=about, name=name, content_type=content_type, sha256=sha256, size_bytes=len(content),
        institution_id=institution_id, learner_id=learner_id, stored_by_id=viewer.account_id, stored_at=now,
    )  # fmt: skip


def content_of(file: StoredFile) -> bytes:
    """The content of a stored file, checked against its hash. ValueError if the disk no longer holds it whole."""
    content = unseal_bytes(_path(file.sha256).read_bytes(), about="file")
    if hashlib.sha256(content).hexdigest() != file.sha256:
        raise ValueError("stored file differs from its hash")
    return content
