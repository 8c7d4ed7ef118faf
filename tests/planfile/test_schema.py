import json

from jsonschema import Draft202012Validator

from tests.planfile import plans
from tracker.planfile.section import REQUIRED, As, Section
from tracker.planfile.shape import PLAN, TERMS, sections
from tracker.planfile.structure import SCHEMA

SCHEMA_TEXT = json.loads(SCHEMA.read_text(encoding="utf-8"))


def described(section: Section) -> dict:
    """Return the part of the schema that is about the entries of a list."""
    here = SCHEMA_TEXT
    for part in section.path.split("."):
        here = here["properties"][part]
        here = named(here.get("items", here))
    return here


def named(part: dict) -> dict:
    if "$ref" in part:
        return {**SCHEMA_TEXT["$defs"][part["$ref"].removeprefix("#/$defs/")], **part}
    return part


def test_it_is_a_schema_of_draft_2020_12():
    assert SCHEMA_TEXT["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(SCHEMA_TEXT)


def test_it_takes_the_plan_that_uses_everything():
    Draft202012Validator(SCHEMA_TEXT).validate(plans.full())


def test_it_names_what_the_program_reads_in_the_same_order():
    for section in (PLAN, *sections()):
        expected = [field.key for field in section.shown]
        if section is not PLAN:
            expected += [child.key for child in section.children]
        assert list(described(section)["properties"]) == expected, section.path


def test_it_lists_the_lists_in_the_order_of_the_program():
    lists = [section.key for section in PLAN.children if section.key not in TERM_KEYS]

    assert list(SCHEMA_TEXT["properties"]) == ["format", "version", "plan", "terms", *lists]
    assert list(SCHEMA_TEXT["properties"]["terms"]["properties"]) == TERM_KEYS


def test_it_asks_for_what_has_no_default():
    for section in (PLAN, *sections()):
        needed = {field.key for field in section.shown if field.default is REQUIRED}
        lists = {"names", "wordings"} & {child.key for child in section.children}
        assert set(described(section)["required"]) - lists == needed, section.path


def test_its_defaults_are_those_of_the_program():
    for section in (PLAN, *sections()):
        for field in section.shown:
            if field.default is not REQUIRED:
                said = named(described(section)["properties"][field.key])["default"]
                expected = [] if field.default == () else field.default
                assert said == expected, f"{section.path}.{field.key}"


def test_its_words_are_those_of_the_program():
    for section in sections():
        for field in section.shown:
            if field.kind is As.WORD:
                said = named(described(section)["properties"][field.key])["enum"]
                assert set(said) == set(field.words), f"{section.path}.{field.key}"


def test_nothing_unknown_is_taken():
    for section in (PLAN, *sections()):
        assert described(section)["additionalProperties"] is False, section.path


def test_the_handbook_names_every_list():
    handbook = (SCHEMA.parents[2] / "docs" / "plan-file.md").read_text(encoding="utf-8")

    for section in sections():
        assert f"`{section.key}`" in handbook, section.path


TERM_KEYS = [section.key for section in TERMS]
