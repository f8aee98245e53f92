"""What the lead decides for the draw."""

from typing import Any

from django import forms

from accounts.forms import VersionedForm
from inspections.forms.planning import count_field
from samples.eligible import Frame
from samples.models import SamplePlan
from samples.rules import ON_TOP_MOST, RESERVE_SHARE
from standards.wording import number_words

SIZE, ON_TOP = "size_", "on_top_"
MOST = 10_000
RESERVE_PER_CENT = int(RESERVE_SHARE * 100)


class PlanForm(VersionedForm):
    """Fields of each domain that is sampled, and of each that is read on top."""

    submit_text = "Save the plan"
    warns_unsaved = True

    because = forms.CharField(
        max_length=500,
        required=False,
        label="Why your numbers differ from those suggested",
        help_text="Leave it empty where they are the ones suggested.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    cap = count_field(
        "Most cases of one case manager",
        least=1,
        most=MOST,
        hint="So that no one member of staff’s work decides the ratings. Leave it empty for no limit.",
    )
    reserve_per_cent = count_field(
        "Reserve, in per cent of the sample",
        most=100,
        required=True,
        hint="Cases drawn besides, in order. They take the place of cases that fall out.",
    )

    def __init__(self, *args: Any, frame: Frame, **kwargs: Any) -> None:
        self.frame = frame
        super().__init__(*args, **kwargs)

    def parts(self) -> list[Any]:
        sizes = []
        for domain in self.frame.sampled:
            name = f"{SIZE}{domain.code}"
            label = f"{domain.code} {domain.title}: cases to draw"
            self.fields[name] = count_field(label, most=MOST, required=True)
            sizes.append(self.laid_out(name))
        on_top = []
        for domain in self.frame.on_top:
            name = f"{ON_TOP}{domain.code}"
            most = number_words(ON_TOP_MOST)
            hint = f"None to {most}, read besides to illustrate {domain.title.lower()}. They give no percentage."
            self.fields[name] = count_field(f"{domain.code} {domain.title}, on top", most=ON_TOP_MOST, hint=hint)
            on_top.append(self.laid_out(name))
        more = [self.laid_out("cap"), self.laid_out("reserve_per_cent"), self.laid_out("seen")]
        return [*sizes, self.laid_out("because"), *on_top, *more]

    @staticmethod
    def initial_of(row: Any) -> dict[str, Any]:
        sizes = {f"{SIZE}{domain}": size for domain, size in row.sizes.items()}
        on_top = {f"{ON_TOP}{domain}": size for domain, size in row.on_top.items()}
        return {**sizes, **on_top, **{name: getattr(row, name) for name in ("because", "cap", "reserve_per_cent")}}

    @property
    def plan(self) -> dict[str, Any]:
        """What the service takes."""
        told = self.cleaned_data
        return {
            "sizes": {domain.code: told[f"{SIZE}{domain.code}"] for domain in self.frame.sampled},
            "on_top": {domain.code: told[f"{ON_TOP}{domain.code}"] or 0 for domain in self.frame.on_top},
            **{name: told[name] for name in ("because", "cap", "reserve_per_cent", "seen")},
        }

    def refuse(self, problems: dict[str, str]) -> None:
        """Each problem beside the field that it is about."""
        parts = {f"sizes {domain.code}": f"{SIZE}{domain.code}" for domain in self.frame.sampled}
        parts |= {"sizes": f"{SIZE}{self.frame.sampled[0].code}"}
        parts |= {"on_top": f"{ON_TOP}{self.frame.on_top[0].code}"} if self.frame.on_top else {}
        for part, problem in problems.items():
            self.add_error(parts.get(part, part), problem)

    def changes_in(self, states: Any) -> Any:
        """A plan may lack a domain that it reads no case of: 0 stands for it then."""
        for state in states:
            state.on_top = {domain.code: 0 for domain in self.frame.on_top} | state.on_top
            state.sizes = {domain.code: 0 for domain in self.frame.sampled} | state.sizes
        return super().changes_in(states)


def plan_suggested(sizes: Any) -> SamplePlan:
    """A plan that nobody saved yet; its version is 0."""
    return SamplePlan(sizes=dict(sizes), reserve_per_cent=RESERVE_PER_CENT, version=0)
