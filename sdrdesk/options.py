"""The options that stand before any verb, shared by the window and the command line; importing this costs nothing."""

import argparse
from collections.abc import Sequence

_WITH_VALUE = ("--workspace", "--lang")


def add_global_options(parser: argparse.ArgumentParser) -> None:
    """Declare the global options (formats, section 5)."""
    parser.add_argument("--workspace", metavar="PATH_OR_URL", help="the store to use (default: the user's data folder)")
    parser.add_argument("--lang", choices=("en", "fr"), help="the language of messages and of the window")
    parser.add_argument("--smoke", action="store_true", help=argparse.SUPPRESS)


def wants_window(argv: Sequence[str]) -> bool:
    """Whether these arguments open the window: no verb, or `demo`; anything unclear goes to the full parser."""
    rest = list(argv)
    while rest:
        word = rest.pop(0)
        if word in _WITH_VALUE:
            rest = rest[1:]
        elif word.startswith(tuple(f"{option}=" for option in _WITH_VALUE)) or word == "--smoke":
            continue
        else:
            return word == "demo" and not rest
    return True


def window_options(argv: Sequence[str]) -> argparse.Namespace:
    """The options of a start that opens the window."""
    parser = argparse.ArgumentParser(prog="sdrdesk")
    add_global_options(parser)
    parser.add_argument("verb", nargs="?", choices=("demo",))
    return parser.parse_args(argv)
