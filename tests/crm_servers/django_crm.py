"""django-crm 0.9.0: leads and their comments behind an API that reads no key of ours and tells no time of change."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.crm_servers.building import RECIPES, built, program
from tests.crm_servers.django_recipe import PASSWORD, RECIPE, surroundings
from tests.crm_servers.running import NotDoneError, Record, RunningServer, asked, free_port, own_database, serving


@dataclass(frozen=True)
class DjangoCrm(RunningServer):
    """A django-crm that runs, seen from outside."""

    as_shipped: bool = False

    def as_colleague(self, method: str, path: str, body: object = None) -> Any:
        """Have another user do something; as shipped, a 500 means that it was done."""
        answer = self.call(method, path, body, self.colleague)
        if answer.status < 300 or (self.as_shipped and answer.status == 500 and method in ("POST", "PUT")):
            return answer.body
        raise NotDoneError(f"{method} {path}: {answer}")

    def records(self) -> dict[str, list[Record]]:
        """Every lead and every comment on one, read from the database."""
        return {"leads": self.leads(), "comments": self.comments()}

    def leads(self) -> list[Record]:
        """Every lead, also those that the list of the API leaves out, with the people it is given to and its tags."""
        leads = self.rows(
            "SELECT id, title, first_name, last_name, email, phone, status, source, account_name, website, description,"
            " address_line, street, city, state, postcode, country, created_on FROM leads_lead ORDER BY id"
        )
        for lead in leads:
            given = "SELECT user_id FROM leads_lead_assigned_to WHERE lead_id = ? ORDER BY user_id"
            lead["assigned_to"] = [row["user_id"] for row in self.rows(given, lead["id"])]
            tagged = "SELECT name FROM accounts_tags t JOIN leads_lead_tags ON tags_id = t.id WHERE lead_id = ?"
            lead["tags"] = sorted(row["name"] for row in self.rows(tagged, lead["id"]))
        return leads

    def comments(self) -> list[Record]:
        """Every comment on a lead."""
        return self.rows(
            "SELECT id, lead_id AS lead, comment, commented_by_id AS commented_by, commented_on"
            " FROM common_comment WHERE lead_id IS NOT NULL ORDER BY id"
        )

    def add_lead(self, title: str, **values: object) -> int:
        """Have the colleague write down a lead; its id, which only the database tells."""
        self.as_colleague("POST", "/leads/", {"title": title, **values})
        found = self.rows("SELECT id FROM leads_lead WHERE title = ?", title)
        return int(found[0]["id"])

    def change(self, lead: int, **values: object) -> None:
        """Have the colleague change fields of a lead, its status among them; the title goes along, or it is refused.

        As with everyone's changes, the people it was given to and its tags are lost unless they go along too.
        """
        title = self.rows("SELECT title FROM leads_lead WHERE id = ?", lead)[0]["title"]
        self.as_colleague("PUT", f"/leads/{lead}/", {"title": title, **values})

    def add_comment(self, lead: int, comment: str) -> None:
        """Have the colleague comment on a lead, in 255 characters at most."""
        self.as_colleague("POST", f"/leads/{lead}/", {"comment": comment})

    def delete_lead(self, lead: int) -> None:
        """Have the colleague delete a lead, its comments with it."""
        self.as_colleague("DELETE", f"/leads/{lead}/")


@contextmanager
def start_django_crm(folder: Path, as_shipped: bool = False, port: int | None = None) -> Iterator[DjangoCrm]:
    """Run django-crm in a folder that is there; it ends with the block.

    Its database is a fresh copy, or the one it left in that folder. With the port it had, it is back at its address.
    As shipped, it answers 500 to every creation and change of a lead, after having done it.
    """
    place = built(RECIPE)
    database = own_database(folder, place / "crm.sqlite")
    port = port or free_port()
    shape = "as_shipped" if as_shipped else "mended"
    command = (program(place, "python"), RECIPES / "django_serve.py", str(port), shape)
    with serving(port, folder, command, **surroundings(place, database)) as pid:
        url = f"http://127.0.0.1:{port}/api"
        sdr, colleague = (logged_in(url, f"{name}@example.test") for name in ("sdr", "colleague"))
        yield DjangoCrm(url, pid, database, authorization=sdr, colleague=colleague, as_shipped=as_shipped)


def logged_in(url: str, email: str) -> str:
    """What a user sends once they have logged in; the token of this CRM never ends."""
    answer = asked(f"{url}/auth/login/", "POST", {"email": email, "password": PASSWORD})
    return f"jwt {answer.body['token']}"
