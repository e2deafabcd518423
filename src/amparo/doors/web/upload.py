"""How an uploaded file arrives: in memory, up to a bound; what goes beyond is read and dropped, never written to disk."""

from __future__ import annotations

from io import BytesIO
from typing import Any, Final

from django.conf import settings
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from amparo.casework.importing.sheet import LARGEST

IMPORT: Final = "/import"
"""The address to which old records are sent: larger ones than any other file, and by who is signed in alone."""


class BoundedUpload(FileUploadHandler):
    """Keep at most one byte more than is allowed: enough to know that the file is too large."""

    chunk_size = 64 * 1024

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.kept = BytesIO()
        self.largest = LARGEST if self._is_import() else settings.LARGEST_FILE

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.kept.write(raw_data[: max(0, self.largest + 1 - start)])

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:  # noqa: ARG002 the size sent, not kept
        size = self.kept.tell()
        self.kept.seek(0)
        return InMemoryUploadedFile(self.kept, self.field_name, "case", self.content_type, size, self.charset)

    def _is_import(self) -> bool:
        user = getattr(self.request, "user", None)
        return self.request is not None and self.request.path == IMPORT and user is not None and user.is_authenticated
