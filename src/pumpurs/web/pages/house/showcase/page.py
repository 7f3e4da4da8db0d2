"""/house/showcase/ and /house/showcase/<screen>/ — every component, and four whole screens, with invented people."""

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from pumpurs.web.pages.house.showcase import gallery, sample

SCREENS = {
    "desk": {**sample.FRAME, "desk": sample.DESK},
    "learner": {**sample.FRAME, "learner": sample.LEARNER},
    "plan": {**sample.FRAME, "plan": sample.PLAN},
    "family": {"step": 2, "steps": 4, "step_label": "Piekrišana"},
    "signin": {},
    "print": {"learner": sample.LEARNER},
}


class SampleForm(forms.Form):
    """A form with one field of each kind, sent half filled so that its errors show."""

    name = forms.CharField(label="Vārds, uzvārds", help_text="Tā, kā rakstīts dokumentā.")
    level = forms.ChoiceField(
        label="Cik liels ir risks?",
        choices=[("low", "neliels"), ("medium", "vidējs"), ("high", "augsts")],
        widget=forms.RadioSelect,
    )
    school = forms.ChoiceField(
        label="Iestāde", choices=[("", "–"), ("1", "Priežkalna pamatskola")], required=False
    )
    hours = forms.DecimalField(label="Stundas", widget=forms.TextInput(attrs={"inputmode": "decimal"}))
    day = forms.DateField(label="Sākums", widget=forms.DateInput(attrs={"type": "date"}))
    why = forms.CharField(label="Pamatojums", widget=forms.Textarea(attrs={"rows": 3}))
    told = forms.BooleanField(label="Esmu izrunājusi ar ģimeni", help_text="Klātienē vai pa tālruni.")


def show(request: HttpRequest, screen: str = "") -> HttpResponse:
    """The gallery, or one of the example screens."""
    if not screen:
        form = SampleForm({"name": "Markuss Ozoliņš", "hours": "daudz"})
        return render(
            request,
            "house/showcase/page.html",
            {**sample.FRAME, **gallery.PIECES, "form": form, "screens": list(SCREENS)},
        )
    if screen not in SCREENS:
        raise Http404
    return render(request, f"house/showcase/parts/{screen}.html", SCREENS[screen])
