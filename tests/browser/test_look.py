"""Whether a look at a page finds what is wrong with it."""

import pytest


def test_the_page_of_a_wrong_address_is_in_order(visitor):
    page = visitor.open("/gibt/es/nicht")

    assert page.get_by_role("heading", level=1).count() == 1
    visitor.look()


def test_a_barrier_is_found(visitor):
    page = visitor.open("/gibt/es/nicht")
    page.evaluate("() => document.body.append(document.createElement('button'))")

    with pytest.raises(AssertionError, match="button-name"):
        visitor.look()


def test_a_violation_of_the_policy_is_found(visitor):
    page = visitor.open("/gibt/es/nicht")
    page.evaluate(
        "() => { const s = document.createElement('script'); s.textContent = '1';"
        " document.body.append(s); }"
    )

    with pytest.raises(AssertionError, match="script-src"):
        visitor.look()


def test_a_foreign_request_is_found(visitor):
    page = visitor.open("/gibt/es/nicht")
    page.evaluate("() => { new Image().src = 'https://elsewhere.example/dot.png'; }")
    page.wait_for_timeout(200)

    with pytest.raises(AssertionError, match=r"elsewhere\.example"):
        visitor.look()


def test_an_error_in_the_console_is_found(visitor):
    page = visitor.open("/gibt/es/nicht")
    page.evaluate("() => console.error('broken')")

    with pytest.raises(AssertionError, match="broken"):
        visitor.look()
