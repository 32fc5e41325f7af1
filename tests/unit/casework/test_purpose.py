"""Who asks and why: said, or filled in while only the examples are loaded."""

import pytest

from casework.purpose import Purpose, name_purpose, system_user
from core.errors import AccessRefused


def test_what_is_said_is_taken_as_it_is_said() -> None:
    assert name_purpose("aigul", "case 7", only_examples=False) == Purpose("aigul", "case 7")


def test_a_named_purpose_is_no_demonstration_even_over_examples() -> None:
    assert not name_purpose("aigul", "case 7", only_examples=True).demonstration


@pytest.mark.parametrize(("user", "reason"), [(None, None), ("aigul", None), (None, "case 7"), (" ", "\t")])
def test_over_examples_what_is_missing_is_filled_in(user: str | None, reason: str | None) -> None:
    purpose = name_purpose(user, reason, only_examples=True)
    assert purpose.demonstration
    assert purpose.user == ((user or "").strip() or system_user())
    assert purpose.reason == ((reason or "").strip() or "demonstration")


@pytest.mark.parametrize(
    ("user", "reason", "missing"),
    [(None, None, "who asks .* and why"), ("aigul", " ", "say why"), ("", "case 7", "say who asks")],
)  # fmt: skip
def test_over_other_data_what_is_missing_is_refused_and_named(
    user: str | None, reason: str | None, missing: str
) -> None:
    with pytest.raises(AccessRefused, match=missing):
        name_purpose(user, reason, only_examples=False)
