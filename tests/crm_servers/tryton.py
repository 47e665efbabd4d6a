"""Tryton 8.2 with its opportunities: parties, opportunities and notes behind REST."""

import base64
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.crm_servers.building import built, program
from tests.crm_servers.running import Record, RunningServer, free_port, own_database, serving
from tests.crm_servers.tryton_recipe import CONFIGURATION, RECIPE

MODEL = "/crm/rest/model"


def encoded(value: object) -> str:
    """A domain or an order as the parameters `d` and `o` want it."""
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode()


@dataclass(frozen=True)
class Tryton(RunningServer):
    """A Tryton that runs, seen from outside."""

    def records(self) -> dict[str, list[Record]]:
        """Every party, opportunity and note, read from the database."""
        return {"parties": self.parties(), "opportunities": self.opportunities(), "notes": self.notes()}

    def parties(self) -> list[Record]:
        """The parties that were not there from the start, with their contact mechanisms and addresses."""
        own = "id > (SELECT max(party) FROM company_employee)"
        parties = self.rows(f"SELECT id, code, name, active, create_date, write_date FROM party_party WHERE {own}")
        for party in parties:
            party["active"] = bool(party["active"])
            party["contact_mechanisms"] = self.rows(
                "SELECT id, type, value, name FROM party_contact_mechanism WHERE party = ? ORDER BY id", party["id"]
            )
            party["addresses"] = self.rows(
                "SELECT id, street_unstructured AS street, postal_code, city FROM party_address"
                " WHERE party = ? ORDER BY id",
                party["id"],
            )
        return parties

    def opportunities(self) -> list[Record]:
        """Every opportunity."""
        return self.rows(
            "SELECT id, number, reference, party, state, description, comment, amount, lost_reason, start_date,"
            " end_date, create_date, write_date FROM sale_opportunity ORDER BY id"
        )

    def notes(self) -> list[Record]:
        """Every note, of a party or an opportunity."""
        return self.rows("SELECT id, resource, message, create_date, write_date FROM ir_note ORDER BY id")

    def change(self, model: str, record: int, **values: object) -> None:
        """Have the colleague change fields of a record."""
        self.as_colleague("PUT", f"{MODEL}/{model}/{record}", values)

    def add_party(self, name: str, **values: object) -> int:
        """Have the colleague write down a party; its id."""
        return int(self.as_colleague("POST", f"{MODEL}/party.party", {"name": name, **values})["id"])

    def add_opportunity(self, party: int, **values: object) -> int:
        """Have the colleague open an opportunity; its id."""
        needed = {"party": party, "company": 1, "currency": 1, "employee": 2}
        return int(self.as_colleague("POST", f"{MODEL}/sale.opportunity", needed | values)["id"])

    def add_note(self, model: str, record: int, message: str) -> int:
        """Have the colleague write a note on a record; its id."""
        note = {"resource": f"{model},{record}", "message": message}
        return int(self.as_colleague("POST", f"{MODEL}/ir.note", note)["id"])

    def move(self, opportunity: int, to: str) -> None:
        """Have the colleague press a button: lead, opportunity, convert, lost or cancel."""
        self.as_colleague("POST", f"{MODEL}/sale.opportunity/{opportunity}/{to}", {})

    def delete(self, model: str, record: int) -> None:
        """Have the colleague delete a record; an opportunity is cancelled first, or Tryton refuses."""
        self.as_colleague("DELETE", f"{MODEL}/{model}/{record}")

    def search(self, model: str, domain: list[Any], *fields: str) -> list[Record]:
        """What our user finds by a domain, through the interface."""
        asked = "".join(f"&f={name}" for name in fields)
        found = self.call("GET", f"{MODEL}/{model}?d={encoded(domain)}{asked}").body
        assert isinstance(found, list), found
        return found


@contextmanager
def start_tryton(folder: Path, port: int | None = None) -> Iterator[Tryton]:
    """Run Tryton in a folder that is there; it ends with the block.

    Its database is a fresh copy, or the one it left in that folder. With the port it had, it is back at its address.
    """
    place = built(RECIPE)
    database = own_database(folder, place / "data" / "crm.sqlite")
    port = port or free_port()
    configuration = folder / "trytond.conf"
    configuration.write_text(CONFIGURATION.format(folder=folder, port=port), encoding="utf-8")
    keys = json.loads((place / "data" / "keys.json").read_text(encoding="utf-8"))
    command = (program(place, "python"), program(place, "trytond"), "-c", configuration, "-d", "crm")
    with serving(port, folder, command) as pid:
        yield Tryton(
            url=f"http://127.0.0.1:{port}",
            pid=pid,
            database=database,
            authorization=f"Bearer {keys['sdr']}",
            colleague=f"Bearer {keys['colleague']}",
        )
