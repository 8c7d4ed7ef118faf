"""What becomes of notes, and the difference of two texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.errors import RuleError
from tracker.notes.rules import Decision, Kind, check_correction, check_decision, word_difference

TEXTS = st.text(alphabet="ab \n", max_size=40)


@given(TEXTS, TEXTS)
def test_without_what_was_added_it_is_before_without_what_was_removed_after(
    before: str, after: str
) -> None:
    pieces = word_difference(before, after)

    assert "".join(piece.text for piece in pieces if not piece.is_added) == before
    assert "".join(piece.text for piece in pieces if not piece.is_removed) == after


@given(TEXTS)
def test_a_text_differs_from_itself_in_nothing(text: str) -> None:
    assert not any(piece.is_added or piece.is_removed for piece in word_difference(text, text))


def test_a_changed_word_is_one_removed_and_one_added() -> None:
    pieces = word_difference("Acht Kurse laufen.", "Neun Kurse laufen.")

    assert [tuple(piece) for piece in pieces] == [
        ("Acht ", True, False),
        ("Neun ", False, True),
        ("Kurse laufen.", False, False),
    ]


def test_five_thousand_equal_words_are_compared_in_time() -> None:
    pieces = word_difference("a " * 2500, "a " * 2400)

    assert [piece.is_removed for piece in pieces] == [False, True]


@pytest.mark.parametrize(
    ("decision", "before", "after", "reason"),
    [
        (Decision.PUBLISH, "Text", "Text", ""),
        (Decision.EDIT, "Text", "Anderer Text", ""),
        (Decision.RETURN, "Text", "Text", "Grund"),
        (Decision.RETURN, "Text", "Anderer Text", "Grund"),
    ],
)
def test_a_decision_with_what_it_needs_is_allowed(
    decision: Decision, before: str, after: str, reason: str
) -> None:
    check_decision(decision, before, after, reason)


@pytest.mark.parametrize(
    ("decision", "before", "after", "reason"),
    [
        (Decision.PUBLISH, "Text", "Anderer Text", ""),
        (Decision.EDIT, "Text", "Text", ""),
        (Decision.EDIT, "Text", " ", ""),
        (Decision.RETURN, "Text", "Text", " "),
    ],
)
def test_a_decision_without_what_it_needs_is_refused(
    decision: Decision, before: str, after: str, reason: str
) -> None:
    with pytest.raises(RuleError):
        check_decision(decision, before, after, reason)


@pytest.mark.parametrize(
    ("kind", "is_public", "text"),
    [
        (Kind.CONFIRMATION, True, "Neu"),
        (Kind.NOTE, False, "Neu"),
        (Kind.NOTE, True, "Alt"),
    ],
)
def test_only_a_public_text_can_be_corrected_and_only_by_another(
    kind: Kind, text: str, *, is_public: bool
) -> None:
    with pytest.raises(RuleError):
        check_correction(kind, "Alt", text, is_public=is_public)
