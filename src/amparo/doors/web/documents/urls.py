"""The addresses of documents. They hold ids, and no word of a person."""

from __future__ import annotations

from django.urls import path

from amparo.doors.web.documents import listed, new

urlpatterns = [
    path("cases/<str:case>/documents", listed.documents, name="documents"),
    path("cases/<str:case>/documents/new/<str:document>", new.new, name="document-new"),
    path("cases/<str:case>/documents/<str:paper>/document.pdf", listed.taken, name="document-pdf"),
]
