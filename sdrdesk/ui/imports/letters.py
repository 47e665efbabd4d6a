"""The letters that spreadsheets name columns by."""


def letters(column: int) -> str:
    """The name that spreadsheets give a column: A, B, … Z, AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
