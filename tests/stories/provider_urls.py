"""All doors of the house, and beside them an identity provider for the story of signing in through one."""

from __future__ import annotations

from django.urls import include, path

from pumpurs.web import urls

urlpatterns = [*urls.urlpatterns, path("", include("allauth.idp.urls"))]
handler403, handler404, handler429, handler500 = (
    urls.handler403, urls.handler404, urls.handler429, urls.handler500,
)  # fmt: skip
