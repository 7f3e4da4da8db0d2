"""What the three ways of asking share: the form that says who signs and what is asked, and its words."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from pumpurs.programme.consents.actions.guardians import Newcomer
from pumpurs.programme.consents.actions.recording import Given
from pumpurs.programme.consents.queries.staff import LearnerToAsk
from pumpurs.programme.consents.rules import SELF, SIGNER_RELATIONS
from pumpurs.web.words import label
from pumpurs.web.words.semesters import semester_name

NEW = "new"
LONGEST_NAME = 120
Choices = list[tuple[str, str]]


def who_choices(learner: LearnerToAsk) -> Choices:
    """The guardians in force, and somebody not known yet; the learner alone if of age."""
    if learner.adult:
        return [(SELF, f"{learner.learner} ({label('relation', SELF)})")]
    known = [
        (str(one), f"{name} ({label('relation', relation)})" + (_(", e-mail is known") if mail else ""))
        for one, name, relation, mail in learner.guardians
    ]
    return [*known, (NEW, _("Somebody else: write below"))]


def paper_choices(learner: LearnerToAsk) -> Choices:
    """What is not in force yet: consent, this semester's application."""
    application = _("Application for the semester %(semester)s") % {
        "semester": semester_name(learner.semester)
    }
    return [
        *([] if learner.consent_valid else [("consent", _("Consent to take part (once)"))]),
        *([] if learner.application_valid else [("application", application)]),
    ]


class Asking(forms.Form):
    """Who signs, in which language, and which papers."""

    who = forms.ChoiceField(label=gettext_lazy("Who signs"), widget=forms.RadioSelect)
    guardian_name = forms.CharField(
        label=gettext_lazy("Given name and family name"), max_length=LONGEST_NAME, required=False
    )
    guardian_relation = forms.ChoiceField(label=gettext_lazy("Relation to the learner"), required=False)
    guardian_email = forms.EmailField(label=gettext_lazy("E-mail"), required=False)
    language = forms.ChoiceField(label=gettext_lazy("Language of the family"), choices=settings.LANGUAGES)
    papers = forms.MultipleChoiceField(
        label=gettext_lazy("What is asked"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Mark at least one.")},
    )

    def __init__(self, learner: LearnerToAsk, data: QueryDict | None = None) -> None:
        super().__init__(data)
        self.learner = learner
        who, papers = who_choices(learner), paper_choices(learner)
        self.offer("who", who)
        self.offer(
            "guardian_relation", [("", "–"), *((one, label("relation", one)) for one in SIGNER_RELATIONS)]
        )
        self.offer("papers", papers)
        self.initial["who"] = who[0][0]
        self.nobody_known = not learner.adult and not learner.guardians
        if self.nobody_known:  # the only choice there is
            self.fields["who"].widget = forms.HiddenInput()
        self.initial["language"] = get_language() or "lv"
        self.initial["papers"] = [value for value, _text in papers]

    def clean(self) -> dict[str, Any]:
        """Somebody not known yet needs a name and a relation; both faults are told at once."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("who") == NEW:
            if not data.get("guardian_name", "").strip():
                self.add_error(
                    "guardian_name", _("Write the given name and family name of the parent or guardian.")
                )
            if not data.get("guardian_relation") and "guardian_relation" not in self.errors:
                self.add_error("guardian_relation", _("Choose who this person is to the learner."))
        return data

    def offer(self, name: str, choices: Choices) -> None:
        """What may be chosen in a field."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def person(self) -> UUID | Newcomer | None:
        """Who signs, as the verbs want it."""
        data = self.cleaned_data
        if data["who"] == SELF:
            return None
        if data["who"] == NEW:
            return Newcomer(
                data["guardian_name"], data["guardian_relation"], data["guardian_email"], data["language"]
            )
        return UUID(data["who"])

    def consent(self) -> bool:
        """Consent is among the papers."""
        return "consent" in self.cleaned_data["papers"]

    def semester(self) -> str | None:
        """The semester, if its application is among the papers."""
        return self.learner.semester if "application" in self.cleaned_data["papers"] else None


class ByLink(Asking):
    """Asked by a link: the address counts for whoever signs, if the school knows none yet."""

    def __init__(self, learner: LearnerToAsk, data: QueryDict | None = None) -> None:
        super().__init__(learner, data)
        mail = self.fields["guardian_email"]
        mail.label = _("E-mail of the one who signs, if the school does not know it yet")
        mail.help_text = _(
            "The link goes only there. Without an address you hand the link over yourself, and the signature says so."
        )


class Signing(Asking):
    """What the family gave on paper or in person: who signed, and what it asks for."""

    signer_name = forms.CharField(
        label=gettext_lazy("Signed by: given name and family name"), max_length=LONGEST_NAME
    )
    wanted = forms.MultipleChoiceField(
        label=gettext_lazy("Support the family asks for"), widget=forms.CheckboxSelectMultiple, required=False
    )
    circumstances = forms.MultipleChoiceField(
        label=gettext_lazy("Circumstances the family told"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, learner: LearnerToAsk, data: QueryDict | None = None) -> None:
        super().__init__(learner, data)
        language = get_language() or "lv"
        for name, options in (("wanted", learner.supports), ("circumstances", learner.circumstances)):
            self.offer(name, [(one.key, one.name.in_language(language)) for one in options])

    def given(self) -> Given:
        """What the family gave, as the verbs want it."""
        data = self.cleaned_data
        return Given(
            self.person(), data.get("signer_name", ""), data["language"], self.consent(), self.semester(),
            tuple(data["wanted"]), tuple(data["circumstances"]),
        )  # fmt: skip
