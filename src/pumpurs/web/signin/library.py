"""Pages of the sign-in library behind our doors: same dispatcher, same headers, same audit as every page."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType

from django.http import HttpRequest, HttpResponseBase
from django.template.response import TemplateResponse

View = Callable[..., HttpResponseBase]


def library_page(name: str, view: View, *, send: bool = True, show: bool = True) -> ModuleType:
    """A page made of one view of the library, as `Door` wants it."""
    page = ModuleType(f"{__name__}.{name}", f"The library's page {name}.")

    def answer(request: HttpRequest, **ids: object) -> HttpResponseBase:
        response = view(request, **ids)
        if isinstance(response, TemplateResponse):
            response.render()  # here, inside the transaction and behind the wall
        return response

    if show:
        page.__dict__["show"] = answer
    if send:
        page.__dict__["send"] = answer
    return page
