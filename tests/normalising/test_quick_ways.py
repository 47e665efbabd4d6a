"""What is read the quick way is read as the slow way reads it: each is written out here as it was."""

import hmac
import re
import unicodedata

from hypothesis import example, given
from hypothesis import strategies as st

from sdrdesk.core.domain.answers import folded
from sdrdesk.core.normalising.companies import LEGAL_FORMS, company_key
from sdrdesk.core.normalising.names import email_address, person_key, web_domain
from sdrdesk.core.normalising.opposition import mark

_MAIL = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s,;<>\".]{2,}")
_SCHEME = re.compile(r"^[a-z]+://|^www\.", re.IGNORECASE)
TEXTS = st.one_of(
    st.text(max_size=30),
    st.text("aàéèœŒßçİıſK&.,-'’_ \u00a0\u0301/12SARLgroup", max_size=30),
    st.lists(st.sampled_from(["Société", "Dupont", "&", "S.A.R.L.", "SAS", "et", "Groupe", "d'", "Œuvre", "GmbH"])).map(
        " ".join
    ),
)
ADDRESSES = st.one_of(
    st.text(max_size=40),
    st.lists(
        st.sampled_from(
            [
                "http://",
                "HTTPS://",
                "www.",
                "ftp://",
                "a",
                "exemple",
                ".fr",
                "/",
                "?",
                ":8080",
                "#",
                " ",
                "é",
                "\n",
                "ſ://",
            ]
        )
    ).map("".join),
)
MAILS = st.one_of(
    st.text(max_size=40),
    st.lists(
        st.sampled_from(["mailto:", "a", "B.c", "@", "x.fr", "<", ">", " ", '"', "..", "Ann Lee ", "\n", "\u00a0", ";"])
    ).map("".join),
)


def slowly_folded(text):
    plain = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "oe").replace("ß", "ss"))
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).lower().split())


@given(TEXTS)
@example("".join(map(chr, range(0x20, 0x250))))
def test_folded(text):
    assert folded(text) == slowly_folded(text)


def test_every_letter_is_folded_as_it_was():
    assert [c for c in map(chr, range(0x80, 0x3000)) if folded(f"a{c}b") != slowly_folded(f"a{c}b")] == []


@given(TEXTS)
def test_the_key_of_a_company(company):
    words = re.sub(r"[^\w]+", " ", slowly_folded(company).replace("&", " and ").replace(".", "")).split()
    kept = [w for w in words if w not in LEGAL_FORMS]
    while len(kept) < len(words) and kept and kept[-1] in ("and", "und", "et"):
        kept.pop()
    before = " ".join(kept or words) or slowly_folded(company) or company.strip().lower()
    assert company_key(company) == before


@given(TEXTS, TEXTS)
def test_the_key_of_a_person(first_name, last_name):
    full = slowly_folded(f"{first_name} {last_name}").strip()
    before = re.sub(r"[^\w]+", " ", full).strip() or full or f"{first_name} {last_name}".strip().lower()
    assert person_key(first_name, last_name) == before


@given(ADDRESSES)
def test_the_domain_of_an_address(text):
    bare = text.strip().lower()
    while (shorter := _SCHEME.sub("", bare)) != bare:
        bare = shorter
    assert web_domain(text) == re.split(r"[/?#:\s]", bare, maxsplit=1)[0].rstrip(".")


@given(MAILS)
def test_an_email_address(text):
    given_text = text.strip().removeprefix("mailto:")
    inner = re.search(r"<([^<>]+)>$", given_text)
    address = (inner.group(1) if inner else given_text).strip().lower()
    before = address if _MAIL.fullmatch(address) and ".." not in address else None
    assert email_address(text) == before


@given(st.binary(max_size=200), st.text("abc\ud800é", max_size=10), st.lists(st.text(max_size=20), max_size=3))
def test_the_hash_of_an_objection_is_an_hmac(secret, kind, parts):
    said = "\0".join((kind, *parts)).encode("utf-8", "surrogatepass")
    assert mark(secret, kind, *parts).key == hmac.digest(secret, said, "sha256").hex()
