"""What django-crm does, asked in plain HTTP: every fact of docs/crm-servers.md that a connection relies on."""

from typing import Any
from urllib.parse import quote

import pytest

from tests.crm_servers.django_crm import DjangoCrm
from tests.crm_servers.running import Answer, asked

pytestmark = pytest.mark.long

WHOLE = {
    "title": "Dupont SARL",
    "first_name": "Jeanne",
    "last_name": "Dupont",
    "email": "j@dupont.fr",
    "phone": "+33612345678",
    "status": "assigned",
    "source": "K-1",
    "account_name": "Dupont",
    "website": "https://dupont.fr",
    "description": "Réunion\nmardi",
    "address_line": "Bâtiment B",
    "street": "1 rue du Port",
    "city": "Lyon",
    "state": "Rhône",
    "postcode": "69001",
    "country": "FR",
}


def done(answer: Answer) -> Answer:
    """An answer that says that something was done."""
    assert answer.status == 200, answer
    assert answer.body["error"] is False
    return answer


def new_lead(crm: DjangoCrm, title: str = "Dupont SARL", **values: object) -> int:
    """A lead written by our user; its id, which is the newest."""
    done(crm.call("POST", "/leads/", {"title": title, **values}))
    return int(crm.leads()[-1]["id"])


def listed(crm: DjangoCrm, query: str = "") -> tuple[list[int], list[int]]:
    """The ids of a page of the list: the open ones, the closed ones."""
    body = crm.call("GET", f"/leads/?{query}").body
    opened, closed = body["open_leads"]["open_leads"], body["close_leads"]["close_leads"]
    return [lead["id"] for lead in opened], [lead["id"] for lead in closed]


def refused(answer: Answer) -> dict[str, Any]:
    """Which fields were refused, and why."""
    assert answer.status == 400, answer
    errors: dict[str, Any] = answer.body["errors"]
    return errors


def test_a_lead_is_created_without_its_id_being_told(django_crm):
    answer = done(django_crm.call("POST", "/leads/", WHOLE))
    assert answer.body == {"error": False, "message": "Lead Created Successfully"}
    [kept] = django_crm.records()["leads"]
    assert {name: kept[name] for name in WHOLE} == WHOLE


def test_a_lead_is_read_at_its_own_path(django_crm):
    lead = new_lead(django_crm, **{name: value for name, value in WHOLE.items() if name != "title"})
    body = django_crm.call("GET", f"/leads/{lead}/").body
    assert {name: body["lead_obj"][name] for name in WHOLE} == WHOLE
    assert body["lead_obj"]["id"] == lead
    assert body["comments"] == []
    assert "updated_on" not in body["lead_obj"]


def test_what_a_lead_does_not_know_is_taken_and_dropped(django_crm):
    lead = new_lead(django_crm, opportunity_amount="12.50", enquiry_type="K-1", nonsense=1)
    body = django_crm.call("GET", f"/leads/{lead}/").body["lead_obj"]
    assert (body["opportunity_amount"], body["enquiry_type"]) == (None, None)


@pytest.mark.parametrize("title", ["Dupont SARL", "DUPONT sarl", " Dupont SARL "])
def test_a_title_is_unique(django_crm, title):
    new_lead(django_crm)
    assert refused(django_crm.call("POST", "/leads/", {"title": title})) == {
        "title": ["Lead already exists with this title"]
    }


def test_the_title_of_a_deleted_lead_is_free_again(django_crm):
    django_crm.delete_lead(new_lead(django_crm))
    assert new_lead(django_crm) > 0


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "t" * 65),
        ("title", ""),
        ("first_name", ""),
        ("last_name", "n" * 256),
        ("street", "s" * 56),
        ("postcode", "p" * 65),
        ("source", "s" * 256),
        ("city", "c" * 256),
        ("account_name", "a" * 256),
        ("email", "nobody"),
        ("phone", "06 12 34 56 78"),
        ("status", "lost"),
        ("country", "ZZ"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_by_name(django_crm, field, value):
    assert set(refused(django_crm.call("POST", "/leads/", {"title": "Dupont", field: value}))) == {field}
    assert django_crm.leads() == []


def test_values_of_the_greatest_length_are_kept_whole(django_crm):
    most = {"title": "t" * 64, "street": "s" * 55, "postcode": "p" * 64, "source": "s" * 255, "city": "c" * 255}
    new_lead(django_crm, **most, description="d" * 20_000)
    [kept] = django_crm.leads()
    assert {name: kept[name] for name in most} == most
    assert len(kept["description"]) == 20_000


def test_a_change_needs_the_title_and_keeps_the_fields_it_does_not_name(django_crm):
    lead = new_lead(django_crm, city="Lyon", phone="+33612345678")
    path = f"/leads/{lead}/"
    assert refused(django_crm.call("PUT", path, {"city": "Paris"})) == {"title": ["This field is required."]}
    assert django_crm.call("PATCH", path, {"city": "Paris"}).status == 405
    done(django_crm.call("PUT", path, {"title": "Dupont SARL", "city": "Paris"}))
    [kept] = django_crm.leads()
    assert (kept["city"], kept["phone"]) == ("Paris", "+33612345678")


def test_nothing_empties_a_field(django_crm):
    lead = new_lead(django_crm, city="Lyon", first_name="Jeanne")
    done(django_crm.call("PUT", f"/leads/{lead}/", {"title": "Dupont SARL", "city": None, "first_name": None}))
    [kept] = django_crm.leads()
    assert (kept["city"], kept["first_name"]) == (None, None)


def test_each_change_empties_people_and_tags_that_are_not_sent_along(django_crm):
    given = {"assigned_to": "[1]", "tags": '["hot"]'}
    lead = new_lead(django_crm, **given)
    path = f"/leads/{lead}/"
    done(django_crm.call("PUT", path, {"title": "Dupont SARL", **given}))
    [kept] = django_crm.leads()
    assert (kept["assigned_to"], kept["tags"]) == ([1], ["hot"])
    done(django_crm.call("PUT", path, {"title": "Dupont SARL", "city": "Lyon"}))
    [kept] = django_crm.leads()
    assert (kept["assigned_to"], kept["tags"]) == ([], [])


def test_people_as_a_list_are_a_500_after_the_rest_was_done(django_crm):
    lead = new_lead(django_crm)
    answer = django_crm.call("PUT", f"/leads/{lead}/", {"title": "Dupont SARL", "city": "Lyon", "assigned_to": [1]})
    assert answer.status == 500
    [kept] = django_crm.leads()
    assert (kept["city"], kept["assigned_to"]) == ("Lyon", [])


def test_a_person_who_does_not_exist_deletes_the_lead(django_crm):
    lead = new_lead(django_crm)
    answer = django_crm.call("PUT", f"/leads/{lead}/", {"title": "Dupont SARL", "assigned_to": "[99]"})
    assert refused(answer) == {"assigned_to": "Please enter valid User"}
    assert django_crm.leads() == []


def test_the_list_parts_open_and_closed_ones_and_leaves_out_the_converted(django_crm):
    statuses = ["assigned", "in process", "recycled", None, "closed", None]
    leads = [new_lead(django_crm, f"Lead {place}", status=status) for place, status in enumerate(statuses)]
    django_crm.change(leads[5], status="converted", account_name="Dupont", email="j@dupont.fr")
    assert listed(django_crm) == (leads[:4], leads[4:5])
    assert listed(django_crm, "status=converted") == ([], [])
    converted = django_crm.call("GET", f"/leads/{leads[5]}/").body
    assert converted["lead_obj"]["status"] == "converted"
    body = django_crm.call("GET", "/leads/").body
    assert [value for value, _label in body["status"]] == ["assigned", "in process", "converted", "recycled", "closed"]


def test_pages_cut_open_and_closed_ones_each_on_its_own(django_crm):
    opened = [new_lead(django_crm, f"Open {number}") for number in range(12)]
    closed = [new_lead(django_crm, f"Closed {number}", status="closed") for number in range(3)]
    assert listed(django_crm) == (opened[:10], closed)
    assert listed(django_crm, "limit=5&offset=2") == (opened[2:7], closed[2:])
    assert listed(django_crm, "limit=1000") == (opened, closed)
    assert listed(django_crm, "offset=100") == ([], [])
    body = django_crm.call("GET", "/leads/?limit=5&offset=10").body
    assert (body["open_leads"]["leads_count"], body["close_leads"]["leads_count"]) == (12, 3)
    assert body["open_leads"]["next"] is None
    first = django_crm.call("GET", "/leads/?limit=5").body
    assert first["open_leads"]["next"] == f"{django_crm.url}/leads/?limit=5&offset=5"


def test_leads_are_found_by_their_source_exactly_and_by_parts_of_other_fields(django_crm):
    lead = new_lead(django_crm, source="sdrdesk:0190-ab", city="Lyon", email="j@dupont.fr", status="in process")
    other = new_lead(django_crm, "Martin SA", source="sdrdesk:0190-abc")
    assert listed(django_crm, f"source={quote('sdrdesk:0190-ab')}") == ([lead], [])
    for query in ("city=lyO", "email=j%40dup", "title=dupont", "status=in%20process"):
        assert listed(django_crm, query) == ([lead], []), query
    assert listed(django_crm, "source=sdrdesk") == ([], [])
    assert listed(django_crm, "phone=nonsense") == ([lead, other], []), "no such filter"


def test_a_status_follows_any_other(django_crm):
    lead = new_lead(django_crm, status="closed")
    for status in ("assigned", "recycled", "in process", "closed", "in process"):
        done(django_crm.call("PUT", f"/leads/{lead}/", {"title": "Dupont SARL", "status": status}))
        assert django_crm.leads()[0]["status"] == status


def test_converting_makes_an_account_whose_name_is_then_taken(django_crm):
    new_lead(django_crm, "Its id would be that of the account, which is then not looked at")
    lead = new_lead(django_crm)
    path, converted = f"/leads/{lead}/", {"title": "Dupont SARL", "status": "converted"}
    assert set(refused(django_crm.call("PUT", path, converted))) == {"account_name", "email"}
    named = converted | {"account_name": "Dupont", "email": "j@dupont.fr"}
    done(django_crm.call("PUT", path, named))
    taken = {"account_name": ["Account already exists with this name"]}
    assert refused(django_crm.call("PUT", path, named)) == taken
    assert refused(django_crm.call("POST", "/leads/", {"title": "Other", "account_name": "DUPONT"})) == taken


def test_a_lead_created_as_converted_is_kept_and_answered_500(django_crm):
    given = {"title": "Dupont SARL", "status": "converted", "account_name": "Dupont", "email": "j@dupont.fr"}
    assert django_crm.call("POST", "/leads/", given).status == 500
    assert [lead["status"] for lead in django_crm.leads()] == ["converted"]


def test_a_comment_is_kept_and_read_with_its_lead(django_crm):
    lead = new_lead(django_crm)
    answer = django_crm.call("POST", f"/leads/{lead}/", {"comment": "Premier appel,\nrappeler"})
    assert answer.status == 200
    [told] = answer.body["comments"]
    assert (told["comment"], told["lead"], told["commented_by"]) == ("Premier appel,\nrappeler", lead, 1)
    django_crm.add_comment(lead, "Vu avec elle")
    read = django_crm.call("GET", f"/leads/{lead}/").body["comments"]
    assert [(c["comment"], c["commented_by"]) for c in read] == [("Vu avec elle", 2), ("Premier appel,\nrappeler", 1)]
    assert [c["comment"] for c in django_crm.records()["comments"]] == ["Premier appel,\nrappeler", "Vu avec elle"]


@pytest.mark.parametrize(("comment", "kept"), [("c" * 255, 1), ("c" * 256, 0), ("", 0)])
def test_a_comment_that_is_too_long_or_empty_is_lost_and_answered_200(django_crm, comment, kept):
    answer = django_crm.call("POST", f"/leads/{new_lead(django_crm)}/", {"comment": comment})
    assert answer.status == 200
    assert len(answer.body["comments"]) == len(django_crm.comments()) == kept


def test_a_comment_may_be_changed_and_deleted(django_crm):
    lead = new_lead(django_crm)
    django_crm.add_comment(lead, "Premier appel")
    path = f"/leads/comment/{django_crm.comments()[0]['id']}/"
    done(django_crm.call("PUT", path, {"comment": "Deuxième appel"}))
    assert django_crm.comments()[0]["comment"] == "Deuxième appel"
    done(django_crm.call("DELETE", path))
    assert django_crm.comments() == []
    assert django_crm.call("DELETE", path).status == 500


def test_a_deleted_lead_takes_its_comments_along_and_is_not_found(django_crm):
    lead = new_lead(django_crm)
    django_crm.add_comment(lead, "Premier appel")
    path = f"/leads/{lead}/"
    done(django_crm.call("DELETE", path))
    assert django_crm.records() == {"leads": [], "comments": []}
    for method in ("GET", "PUT", "DELETE"):
        answer = django_crm.call(method, path, {"title": "Dupont SARL"})
        assert (answer.status, answer.body) == (404, {"detail": "Not found."})
    assert django_crm.call("POST", path, {"comment": "Encore"}).status == 500


def test_a_change_by_another_user_is_there_at_once(django_crm):
    lead = django_crm.add_lead("Martin SA", city="Lyon")
    django_crm.change(lead, city="Paris", status="recycled")
    body = django_crm.call("GET", f"/leads/{lead}/").body["lead_obj"]
    assert (body["city"], body["status"], body["created_by"]["username"]) == ("Paris", "recycled", "colleague")


def test_who_may_not_enter_is_told_in_three_ways(django_crm):
    assert django_crm.call("GET", "/leads/", authorization="jwt wrong").status == 401
    assert django_crm.call("GET", "/leads/", authorization="Bearer wrong").status == 401
    wrong = asked(f"{django_crm.url}/auth/login/", "POST", {"email": "sdr@example.test", "password": "wrong"})
    assert (wrong.status, wrong.body["errors"]) == (400, "Email and password doesnot match")


def test_a_path_ends_in_a_slash(django_crm):
    assert django_crm.call("GET", "/leads").status == 301
    assert django_crm.call("POST", "/leads", {"title": "Dupont"}).status == 500
    assert django_crm.leads() == []


def test_as_shipped_it_does_what_it_is_asked_and_answers_500(django_crm_as_shipped):
    crm = django_crm_as_shipped
    created = crm.call("POST", "/leads/", {"title": "Dupont SARL", "city": "Lyon"})
    assert (created.status, created.headers["Content-Type"]) == (500, "text/html")
    [kept] = crm.leads()
    again = crm.call("POST", "/leads/", {"title": "Dupont SARL", "city": "Lyon"})
    assert refused(again) == {"title": ["Lead already exists with this title"]}
    path = f"/leads/{kept['id']}/"
    assert crm.call("PUT", path, {"title": "Dupont SARL", "city": "Paris"}).status == 500
    assert crm.call("GET", path).body["lead_obj"]["city"] == "Paris"
    crm.change(kept["id"], city="Nantes")
    assert crm.leads()[0]["city"] == "Nantes", "the colleague is answered 500 as well"
    crm.add_comment(kept["id"], "Premier appel")
    assert len(crm.comments()) == 1
    done(crm.call("DELETE", path))
    assert crm.leads() == []


def test_two_hundred_leads_are_all_there(django_crm):
    for number in range(200):
        done(django_crm.call("POST", "/leads/", {"title": f"Lead {number}", "source": f"K-{number}"}))
    assert [lead["source"] for lead in django_crm.leads()] == [f"K-{number}" for number in range(200)]
    pages = [listed(django_crm, f"limit=50&offset={offset}")[0] for offset in range(0, 250, 50)]
    assert [len(page) for page in pages] == [50, 50, 50, 50, 0]
    assert len({lead for page in pages for lead in page}) == 200
