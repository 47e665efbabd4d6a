"""Where a letter goes: the address that a mail program takes, and the page of a profile."""

from PySide6.QtCore import QUrl, QUrlQuery

from sdrdesk.core.domain.lead import Lead
from sdrdesk.core.domain.template import Letter

LONGEST_MAIL = 2000
"""Characters of a mail address, its text included, from which some mail programs cut it.

Windows hands 2,083 at most to a program (INTERNET_MAX_URL_LENGTH), and several programs stop a little short of it.
"""


def mail_to(address: str, letter: Letter) -> QUrl:
    """The letter as the mail programs of every system take it."""
    url = QUrl()
    url.setScheme("mailto")
    url.setPath(address)
    query = QUrlQuery()
    for key, said in (("subject", letter.subject), ("body", letter.body.strip().replace("\n", "\r\n"))):
        if said:
            query.addQueryItem(key, _encoded(said))
    url.setQuery(query)
    return url


def is_too_long(url: QUrl) -> bool:
    """Whether some mail programs would cut it."""
    return len(url.toEncoded().data()) > LONGEST_MAIL


def profile_of(lead: Lead) -> QUrl:
    """The lead's profile, or a search for it by name and company."""
    given = lead.linkedin.strip()
    page = QUrl(given if "://" in given else f"https://{given}")
    if (
        given and page.isValid() and page.scheme() in ("http", "https") and page.host()
    ):  # a file of leads may hold any address
        return page
    url = QUrl("https://www.linkedin.com/search/results/people/")
    query = QUrlQuery()
    words = " ".join(w for w in (lead.first_name, lead.last_name, lead.company) if w)
    query.addQueryItem("keywords", _encoded(words))
    url.setQuery(query)
    return url


def _encoded(said: str) -> str:
    return bytes(QUrl.toPercentEncoding(said).data()).decode("ascii")
