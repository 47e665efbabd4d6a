"""Whether a text can be somebody's number at all; apart, for what never loads the library of numbers."""


def can_be_dialled(text: str) -> bool:
    """Whether a person could dial this: four digits at least."""
    return sum(map(str.isdigit, text)) >= 4
