"""Plain text as HTML and back, for CRMs whose notes are HTML: what people wrote can never become markup."""

from html import escape
from html.parser import HTMLParser

_BLOCKS = frozenset({"p", "div", "li", "ul", "ol", "tr", "table", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5"})
_UNSEEN = frozenset({"script", "style", "head", "title"})


def as_html(text: str) -> str:
    """A plain text as HTML that shows it letter by letter, with its line breaks."""
    return escape(text.replace("\r\n", "\n"), quote=False).replace("\n", "<br>")


def as_text(html: str) -> str:
    """What a person reads of a piece of HTML: a line for each block and break, no markup, no blank ends."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return "".join(reader.parts).replace("\xa0", " ").strip()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag == "br":
            self.parts.append("\n")
        elif tag in _BLOCKS:
            self._break()

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif tag in _BLOCKS:
            self._break()

    def handle_data(self, data: str) -> None:
        if not self._unseen and not (data.isspace() and "\n" in data):  # a line end in HTML is how it was typed
            self.parts.append(data.replace("\n", " "))

    def _break(self) -> None:
        if self.parts and not self.parts[-1].endswith("\n"):
            self.parts.append("\n")
