"""The one kind of error a person is told about in words; anything else is a bug and is reported as one.

UserError
└── (codes, not classes: every code has its title, detail and hint in resources/words/errors.toml, en and fr)
"""


class UserError(Exception):
    """The environment or the input is at fault: a code with words in both languages, and its values."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(f"{code}: {values}" if values else code)
        self.code, self.values = code, values
