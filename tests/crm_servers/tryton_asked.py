"""What the tests ask of Tryton in one line, as our user."""

from typing import Any

from tests.crm_servers.running import Answer
from tests.crm_servers.tryton import MODEL, Tryton

PARTY = {
    "name": "Dupont SARL",
    "code": "K-1",
    "contact_mechanisms": [
        [
            "create",
            [
                {"type": "email", "value": "j@dupont.fr", "name": "Jeanne Dupont"},
                {"type": "phone", "value": "+33612345678"},
            ],
        ]
    ],
    "addresses": [["create", [{"street": "1 rue du Port", "postal_code": "69001", "city": "Lyon"}]]],
}


def made(answer: Answer) -> int:
    """The id of what was just created."""
    assert answer.status == 200, answer
    return int(answer.body["id"])


def new_party(tryton: Tryton, **values: object) -> int:
    """A party written by our user."""
    return made(tryton.call("POST", f"{MODEL}/party.party", {"name": "Dupont SARL", **values}))


def new_opportunity(tryton: Tryton, **values: object) -> int:
    """An opportunity opened by our user."""
    needed = {"company": 1, "currency": 1, "employee": 1}
    return made(tryton.call("POST", f"{MODEL}/sale.opportunity", needed | values))


def read(tryton: Tryton, model: str, record: int, *fields: str) -> dict[str, Any]:
    """Fields of a record, through the interface."""
    asked = "&".join(f"f={name}" for name in fields)
    answer = tryton.call("GET", f"{MODEL}/{model}/{record}?{asked}")
    assert answer.status == 200, answer
    body: dict[str, Any] = answer.body
    return body


def refusal(answer: Answer) -> str:
    """Why a person is told that something cannot be done."""
    assert answer.status == 400, answer
    return str(answer.body["message"])
