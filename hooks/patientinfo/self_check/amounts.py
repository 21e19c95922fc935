"""The numbers of the criteria for running text, so that no page or string has one of its own."""

from markupsafe import Markup

from patientinfo.languages.wording import Wording
from patientinfo.self_check.criteria import Criteria, decimal, unit_names
from patientinfo.self_check.form import amount_text


def criteria_values(criteria: Criteria, wording: Wording) -> dict[str, Markup]:
    """Return what pages and strings may write, with the HTML that it becomes.

    ``criteria.minimum_weight`` is 16 kg in the language's own words, ``….number`` the bare
    number, ``….pounds`` the same weight in another unit of the question.
    """
    values = {}
    for id, criterion in criteria.criteria.items():
        if criterion.bound is None:
            continue
        name = f"criteria.{id.replace('-', '_')}"
        number = decimal(criterion.bound.value)
        marked = Markup('<data data-criterion="{}" value="{}"><bdi>{}</bdi></data>')

        def data(
            text: str, *, mark: Markup = marked, id: str = id, bare: str = str(number)
        ) -> Markup:
            return mark.format(id, bare, text)

        values[name] = data(amount_text(wording, criterion.bound.value, criterion.bound.unit))
        values[f"{name}.number"] = data(wording.number(number))
        for unit in criteria.quantity(criterion.question).units:
            if unit != criterion.bound.unit:
                shown = criteria.rounded(id, unit).normalize() + 0
                values[f"{name}.{unit_names[unit]}s"] = data(amount_text(wording, shown, unit))
    return values
