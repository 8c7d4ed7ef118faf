import json
import random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.planfile import plans

ANY_TEXT = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cn"]) | st.sampled_from("\n\t\r"), max_size=40
)
WRITTEN = ANY_TEXT.map(lambda text: f"x{text}")
AMOUNT = st.integers(-(10**9), 10**9) | st.decimals(-(10**9), 10**9, places=6, allow_nan=False).map(
    float
)
A_FEW = settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def test_a_plan_in_canonical_form_stays_as_it_is(normal):
    document = plans.full()

    assert normal(document) == json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def test_the_order_of_lists_with_names_does_not_matter(normal):
    document = plans.full()
    expected = normal(document)
    for key in ("municipalities", "organisations", "action_fields", "recommendations"):
        document[key].reverse()
    document["recommendations"][1]["milestones"].reverse()
    document["recommendations"][1]["statuses"].reverse()
    document["recommendations"][1]["notes"].reverse()
    document["committees"][0]["sittings"].reverse()
    document["council_papers"].reverse()
    document["council_papers"][1]["recommendations"].reverse()

    assert normal(document) == expected


def test_the_order_of_keys_does_not_matter(normal):
    def turned(value):
        if isinstance(value, dict):
            return {key: turned(value[key]) for key in reversed(value)}
        return [turned(item) for item in value] if isinstance(value, list) else value

    document = plans.full()

    assert normal(turned(document)) == normal(document)


def test_facts_of_the_same_moment_keep_the_order_of_the_file(normal):
    first, second = plans.status("2016-01-01"), plans.status("2016-01-01", "ongoing")
    document = plans.plan(recommendations=[plans.recommendation(statuses=[first, second])])
    turned = plans.plan(recommendations=[plans.recommendation(statuses=[second, first])])

    for of, word in ((document, "in_progress"), (turned, "ongoing")):
        written = json.loads(normal(of))["recommendations"][0]["statuses"]
        assert written[0]["status"] == word


def test_a_fraction_of_a_second_comes_after_the_whole_one(normal):
    early, late = plans.status("2016-01-01"), plans.status("2016-01-01", "ongoing")
    late["recorded_at"] = "2016-01-01T08:15:00.5Z"
    document = plans.plan(recommendations=[plans.recommendation(statuses=[late, early])])

    written = json.loads(normal(document))["recommendations"][0]["statuses"]

    assert [one["recorded_at"] for one in written] == [
        "2016-01-01T08:15:00Z",
        "2016-01-01T08:15:00.500000Z",
    ]


def test_numbers_have_one_form(normal):
    document = plans.full()
    text = json.dumps(document).replace("80.5", "8.0500e1").replace("22.125", "22.12500")
    text = text.replace('"value": -3', '"value": -0.0')

    written = json.loads(normal(json.loads(text)))["recommendations"][0]["indicators"][0]

    assert written["target"] == 80.5
    assert '"value": 0,' in normal(json.loads(text))
    assert written["values"][0]["value"] == 22.125


def test_languages_stand_in_the_order_of_the_plan(normal):
    document = plans.plan()
    document["plan"]["languages"] = ["en", "de"]
    document["plan"]["title"] = {"uk": "План", "de": "Plan", "ar": "خطة", "en": "Plan"}

    written = json.loads(normal(document))["plan"]["title"]

    assert list(written) == ["en", "de", "ar", "uk"]


def test_what_may_be_left_out_is_written_with_its_default(normal):
    document = plans.full()
    expected = normal(document)
    for place in list(plans.places(document)):
        found = document
        for part in plans.parts(place)[:-1]:
            found = found[part]
        last = plans.parts(place)[-1]
        if isinstance(found, dict) and found[last] in (None, [], ""):
            if last in {"de", "text"}:
                continue
            found.pop(last)

    assert normal(document) == expected


@A_FEW
@given(title=WRITTEN, goal=ANY_TEXT, other=st.none() | ANY_TEXT, amount=AMOUNT, seed=st.integers())
def test_any_plan_comes_back_byte_for_byte(
    bring, written, normal, title, goal, other, amount, seed
):
    chance = random.Random(seed)
    slug = f"plan-{plans.uid()}"
    document = plans.full(slug)
    document = json.loads(json.dumps(document))
    first = document["recommendations"][0]
    first["wordings"][0] |= {"title": {"de": title}, "goal": {"de": goal, "en": goal}}
    first["notes"][0]["reviews"][0]["text"] = other
    first["indicators"][0]["baseline"] = amount
    for key in ("wordings", "involvements", "notes", "obstacles"):
        for fact in first[key]:
            day = f"2016-01-{chance.randint(1, 4):02}"
            fact |= {
                "effective_on": day,
                "recorded_at": f"2020-01-0{chance.randint(1, 2)}T00:00:00Z",
            }
    for key in ("organisations", "action_fields", "recommendations", "council_papers"):
        chance.shuffle(document[key])
    chance.shuffle(first["involvements"])
    chance.shuffle(first["notes"])

    bring(document)

    assert written(slug) == normal(document)
