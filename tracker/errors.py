"""The errors that rules and actions raise; web.py turns each into one answer."""


class RuleError(ValueError):
    """A rule of the plan says no. Its text is shown to the person, so it is translated.

    Args:
        text: the sentence that says what to do.
        field: name of the form's field that it is about; empty if it is about no single one.
    """

    def __init__(self, text: str, field: str = "") -> None:
        super().__init__(text)
        self.field = field


class StaleError(RuntimeError):
    """Someone else was faster: another fact is in force than the form was made for."""


class StichtagError(RuleError):
    """A Stichtag that cannot be answered for; nearest is the nearest day that can, ISO.

    Args:
        name: of the parameter in the address.
    """

    def __init__(self, text: str, nearest: str, name: str = "stichtag") -> None:
        super().__init__(text)
        self.nearest = nearest
        self.name = name


class SettingsError(RuntimeError):
    """The settings are wrong: problems holds one sentence for each."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems
