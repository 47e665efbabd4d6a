"""vCards of every version, many in a file: each card a row, a bad one a fault with its line."""

from sdrdesk.core.exchange.table_file import Reading, count_rows, head_rows, table_form, table_rows

V21 = """BEGIN:VCARD
VERSION:2.1
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:L=C3=A9vy;Zo=C3=A9;;;
FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Zo=C3=A9 L=C3=A9vy
ORG;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:L'=C9toile;Ventes
TEL;WORK;VOICE:01 99 00 12 34
TEL;WORK;FAX:01 99 00 12 35
TEL;CELL;PREF:+33 6 12 34 56 78
EMAIL;INTERNET:zoe@x.example
ADR;WORK:;;1 rue X;Lyon;ARA;69001;France
NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:ligne 1=0D=0A=
ligne 2 =C3=A9
PHOTO;JPEG;ENCODING=BASE64:
/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAMCAgICAgMCAgIDAwMDBAYEBAQEBAgGBgUGCQgKCgkI
CQkKDA8MCgsOCwkJDRENDg8QEBEQCgwSExIQEw8QEBD/2wBDAQMDAwQDBAgEBAgQCwkLEBAQEBAQ

END:VCARD
"""
V30 = r"""BEGIN:VCARD
VERSION:3.0
N:Martin\, dit M;Jean;;;
FN:Jean Martin
ORG:Fumée\; Cie;Dept
item1.TEL;TYPE=CELL,VOICE:0612345678
item1.X-ABLabel:pro
TEL;type=WORK:0199001234
TEL;type=WORK;type=pref:0199001299
EMAIL;TYPE=INTERNET,WORK:j@x.example
EMAIL:j2@x.exam
 ple
URL:https://www.linkedin.com/in/jm
URL:https://x.example
TITLE:Directeur\, Ventes
NOTE:a\nb
CATEGORIES:salon,chaud
UID:urn:uuid:1
END:VCARD
"""
V40 = """BEGIN:VCARD
VERSION:4.0
FN:Anna K
TEL;VALUE=uri;PREF=1;TYPE="voice,home":tel:+33-1-99-00-12-34;ext=12
EMAIL;PREF=2:second@x.example
EMAIL;PREF=1:first@x.example
ADR:;;1 st;Paris;;75001;FR
ORG:One
END:VCARD
"""


def written(tmp_path, content):
    path = tmp_path / "cards.vcf"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def people(path, reading=Reading()):  # noqa: B008
    """The rows of a file as what each column first holds, blanks left out; faults as they are."""
    form = table_form(path, reading)
    found = []
    for row in table_rows(path, form):
        values = {}
        for name, cell in zip(form.header, row.cells, strict=not row.fault):
            if cell:
                values.setdefault(name, []).append(cell)
        found.append((row.line, row.fault or values))
    return found


def test_a_card_of_the_first_version_is_read_through_its_encodings(tmp_path):
    assert people(written(tmp_path, V21.replace("\n", "\r\n"))) == [(1, {
        "first_name": ["Zoé"], "last_name": ["Lévy"], "company": ["L'Étoile"], "phone": ["01 99 00 12 34"],
        "mobile": ["+33 6 12 34 56 78"], "email": ["zoe@x.example"], "city": ["Lyon"], "region": ["ARA"],
        "postal_code": ["69001"], "country": ["France"], "notes": ["ligne 1\nligne 2 é"],
    })]  # fmt: skip


def test_a_card_of_version_three_keeps_each_number_and_address_the_preferred_first(tmp_path):
    assert people(written(tmp_path, V30)) == [(1, {
        "first_name": ["Jean"], "last_name": ["Martin, dit M"], "company": ["Fumée; Cie"], "mobile": ["0612345678"],
        "phone": ["0199001299", "0199001234"], "email": ["j@x.example", "j2@x.example"], "domain": ["https://x.example"],
        "linkedin": ["https://www.linkedin.com/in/jm"], "job_title": ["Directeur, Ventes"], "notes": ["a\nb"],
        "tags": ["salon, chaud"], "external_id": ["urn:uuid:1"],
    })]  # fmt: skip


def test_a_card_of_version_four_without_parts_of_a_name_has_a_full_one(tmp_path):
    assert people(written(tmp_path, V40)) == [(1, {
        "full_name": ["Anna K"], "company": ["One"], "phone": ["+33-1-99-00-12-34 ext 12"],
        "email": ["first@x.example", "second@x.example"], "city": ["Paris"], "postal_code": ["75001"],
        "country": ["FR"],
    })]  # fmt: skip


def test_the_card_of_a_firm_names_no_person(tmp_path):
    path = written(tmp_path, "BEGIN:VCARD\nVERSION:3.0\nFN:Fumée SARL\nORG:Fumée SARL\nTEL:1\nEND:VCARD\n")
    assert people(path) == [(1, {"company": ["Fumée SARL"], "phone": ["1"]})]


def test_a_bad_card_is_refused_with_its_line_and_the_others_are_read(tmp_path):
    good = "BEGIN:VCARD\nFN:A B\nEND:VCARD\n"
    bad = "BEGIN:VCARD\nVERSION:3.0\nno property at all\nEND:VCARD\n"
    path = written(tmp_path, good + bad + "BEGIN:VCARD\nFN:never ends\n" + good + "\n" + "BEGIN:VCARD\nFN:x\n")
    assert people(path) == [
        (1, {"full_name": ["A B"]}), (4, "card_unreadable"), (8, "card_not_closed"), (10, {"full_name": ["A B"]}),
        (14, "card_not_closed"),
    ]  # fmt: skip
    assert count_rows(path, table_form(path)) == 5


def test_cards_in_an_old_encoding_or_with_a_mark_are_read(tmp_path):
    card = "BEGIN:VCARD\nVERSION:3.0\nFN:Zoé\nEND:VCARD\n"
    for content in (card.encode("cp1252"), card.encode("utf-8-sig"), card.encode("utf-16"), card.encode("utf-16-le")):
        assert people(written(tmp_path, content)) == [(1, {"full_name": ["Zoé"]})]
    path = written(tmp_path, card.encode("mac_roman"))
    assert people(path, Reading(encoding="mac_roman")) == [(1, {"full_name": ["Zoé"]})]


def test_the_preview_shows_the_first_cards(tmp_path):
    path = written(tmp_path, V21 + V30 + V40)
    assert [row.line for row in head_rows(path, n=2)] == [1, 18]


def test_any_card_cut_anywhere_is_a_row_or_a_fault_and_never_an_exception(tmp_path):
    for cut in range(len("BEGIN:VCARD\n"), len(V30), 7):
        assert len(people(written(tmp_path, V30[:cut] + "\nEND:VCARD\n"))) == 1
