"""Whatever goes wrong between the two sides: nothing is lost, nothing is there twice, nobody is pestered."""

from datetime import timedelta

import pytest
from _pytest.mark import ParameterSet

from sdrdesk.core.domain.outcomes import Outcome
from sdrdesk.core.operations import leads
from sdrdesk.core.operations.calls import record_call
from sdrdesk.core.operations.crm import connections
from sdrdesk.core.operations.crm.run import Options
from tests.crm_faults.faults import IN_DEBUG
from tests.crm_faults.plain_crm import PlainCrm
from tests.operations.crm.sides import Sides, connected
from tests.support import Desk

PASSING = {
    "429_seconds": {"seconds": 20},
    "429_date": {"seconds": 20},
    "5xx": {"status": 503},
    "reset_before_body": {},
    "reset_after_commit": {},
    "timeout_after_commit": {},
    "truncated_json": {},
    "html_answer": {"status": 502},
    "slow_drip": {"interval": 0.01},
    "wrong_id": {},
    "gzip_bomb": {"megabytes": 30},
    "duplicate_create": {},
}
"""What passes by itself, with the options it is tried with."""
QUICK = {"patience": 0.1}


def long(*values: object) -> ParameterSet:
    """An example that waits for the long tests."""
    return pytest.param(*values, marks=pytest.mark.long)


def filled(desk: Desk, n: int = 12) -> dict[str, set[str]]:
    """Leads of three companies with a call and a note each; the keys that have to be over there, by kind."""
    keys: dict[str, set[str]] = {"contacts": set(), "notes": set(), "calls": set()}
    for i in range(n):
        lead_id = desk.add(last_name=f"M{i}", email=f"m{i}@x.fr", phone=f"+3361234{i:04}", company=f"Firm {i % 3}")
        keys["contacts"].add(lead_id)
        leads.add_note(desk.workspace, lead_id, f"Note {i}")
        record_call(desk.workspace, lead_id, Outcome.NO_ANSWER)
        found = leads.dossier(desk.workspace, lead_id)
        keys["notes"] |= {note.id for note in found.notes}
        keys["calls"] |= {call.id for call in found.calls}
    return keys


def nothing_lost_and_nothing_twice(sides: Sides, keys: dict[str, set[str]]) -> None:
    there = {kind: sorted(record.external_id for record in sides.crm.records(kind)) for kind in keys}
    assert there == {kind: sorted(wanted) for kind, wanted in keys.items()}
    assert sorted(str(record.fields["name"]) for record in sides.crm.records("companies")) == [
        "Firm 0",
        "Firm 1",
        "Firm 2",
    ]
    assert len(sides.desk.leads()) == len(keys["contacts"])


def nobody_pestered(sides: Sides) -> None:
    assert sides.crm.too_early == []
    assert sides.crm.insistent == []


@pytest.mark.parametrize("kind", ["contacts", *map(long, ["companies", "notes", "calls"])])
@pytest.mark.parametrize("fault", PASSING)
def test_each_fault_passes_without_loss(desk: Desk, fault: str, kind: str):
    with connected(desk, **QUICK) as sides:
        keys = filled(desk)
        struck = sides.crm.fault(fault, on=("POST", kind), times=2, **PASSING[fault])
        sides.until_quiet()
        nothing_lost_and_nothing_twice(sides, keys)
        nobody_pestered(sides)
        assert struck.struck > 0 or fault == "duplicate_create"
        sides.sync(full=True)
        nothing_lost_and_nothing_twice(sides, keys)


@pytest.mark.parametrize("batch", [1, 10])
@pytest.mark.parametrize("seed", [0, *map(long, range(1, 8))])
def test_many_faults_at_random_lose_nothing(desk: Desk, seed: int, batch: int):
    crm = PlainCrm(seed=seed, clock=desk.clock)
    with connected(desk, crm=crm, batch=batch, **QUICK) as sides:
        keys = filled(desk)
        for fault, options in PASSING.items():
            if fault not in ("timeout_after_commit", "slow_drip", "gzip_bomb"):  # these take real time
                crm.fault(fault, probability=0.02, **options)
        crm.fault("partial_207", probability=0.2, status=500)
        sides.until_quiet(most=300)
        nobody_pestered(sides)
        crm.mend()
        sides.sync(full=True)
        sides.until_quiet()
        nothing_lost_and_nothing_twice(sides, keys)


@pytest.mark.parametrize(("unique", "lag"), [(False, 30), long(True, 30), long(False, 0), long(True, 0)])
@pytest.mark.parametrize("fault", ["reset_after_commit", "5xx"])
def test_what_was_committed_and_not_answered_is_not_made_again(desk: Desk, fault: str, unique: bool, lag: int):
    crm = PlainCrm(clock=desk.clock, unique_external_ids=unique, search_lag=lag)
    with connected(desk, crm=crm, lag=float(lag), **QUICK) as sides:
        keys = filled(desk)
        options = {"status": 500, "html": True, "committed": True} if fault == "5xx" else {}
        crm.fault(fault, on=("POST",), probability=0.4, **options)
        for _each in range(40):
            sides.sync()
            desk.clock.at += timedelta(seconds=50)
        crm.mend()
        sides.until_quiet()
        nothing_lost_and_nothing_twice(sides, keys)


def test_a_key_that_has_expired_is_not_tried_again_until_there_is_another(desk: Desk):
    with connected(desk) as sides:
        keys = filled(desk)
        sides.crm.fault("expired_key", nth=9)
        assert sides.sync().why == "unauthorised"
        for _each in range(5):
            desk.clock.at += timedelta(hours=30)
            assert sides.sync().state == "stopped"
        assert sum(request.status == 401 for request in sides.crm.requests) == 1
        sides.crm.renew_key()
        connections.resume(desk.workspace, sides.connection)
        sides.until_quiet()
        nothing_lost_and_nothing_twice(sides, keys)
        nobody_pestered(sides)


@pytest.mark.parametrize("status", [302, 307, 308])
def test_nothing_goes_where_a_redirect_leads(desk: Desk, status: int):
    with connected(desk) as sides:
        keys = filled(desk)
        sides.crm.fault("redirect", nth=9, status=status)
        assert sides.sync().why == "misdirected"
        assert sides.crm.elsewhere.connections == 0
        sides.crm.mend("redirect")
        connections.resume(desk.workspace, sides.connection)
        sides.until_quiet()
        nothing_lost_and_nothing_twice(sides, keys)
        assert sides.crm.elsewhere.connections == 0


@pytest.mark.parametrize("hours", [24, -24])
def test_a_clock_that_is_wrong_over_there_hides_nothing(desk: Desk, hours: int):
    with connected(desk) as sides:
        keys = filled(desk)
        sides.crm.fault("clock_skew", hours=hours)
        sides.until_quiet()
        contact = sides.crm.records("contacts")[0]
        desk.clock.at += timedelta(minutes=1)
        sides.crm.change("contacts", contact.id, title="DG")
        sides.until_quiet()
        assert desk.lead(contact.external_id).lead.job_title == "DG"
        sides.crm.mend("clock_skew")
        desk.clock.at += timedelta(minutes=1)
        sides.crm.change("contacts", contact.id, title="PDG")
        sides.sync(full=True)
        assert desk.lead(contact.external_id).lead.job_title == "PDG"
        nothing_lost_and_nothing_twice(sides, keys)


def test_a_field_that_was_taken_away_is_told_to_a_person_and_the_rest_goes_on(desk: Desk):
    with connected(desk) as sides:
        sides.crm.fault("schema_changed", on=(None, "contacts"), field="title")
        with_it = desk.add(last_name="A", email="a@x.fr", phone="+33612340001", job_title="DG")
        without = desk.add(last_name="B", email="b@x.fr", phone="+33612340002")
        for _each in range(4):
            sides.sync()
            desk.clock.at += timedelta(hours=1)
        assert sides.crm.lost("contacts", [with_it, without]) == {with_it}
        (refused,) = connections.outbox(desk.workspace, sides.connection, "refused")
        assert refused.row.lead == with_it
        sides.crm.mend("schema_changed")
        connections.try_again(desk.workspace, sides.connection)
        sides.until_quiet()
        assert sides.crm.lost("contacts", [with_it, without]) == set()


def test_a_kind_that_may_no_longer_be_written_keeps_nothing_else_back(desk: Desk):
    with connected(desk) as sides:
        keys = filled(desk)
        sides.crm.fault("permission_lost", on=("POST", "notes"))
        for _each in range(4):
            sides.sync()
            desk.clock.at += timedelta(hours=1)
        assert sides.crm.lost("contacts", keys["contacts"]) == sides.crm.lost("calls", keys["calls"]) == set()
        assert sides.crm.records("notes") == []
        sides.crm.mend("permission_lost")
        connections.try_again(desk.workspace, sides.connection)
        sides.until_quiet()
        nothing_lost_and_nothing_twice(sides, keys)


def test_a_colleague_who_was_faster_is_followed_and_not_doubled(desk: Desk):
    with connected(desk) as sides:
        lead_id = desk.add(email="lea@acme.fr")
        sides.crm.fault("duplicate_create", same_key=False, on=("POST", "contacts"))
        sides.until_quiet()
        (contact,) = sides.crm.records("contacts")
        leads.edit_lead(desk.workspace, lead_id, {"job_title": "DG"})
        sides.until_quiet()
        assert sides.crm.records("contacts") == [contact]
        assert contact.fields["title"] == "DG"
        sides.sync(full=True)
        assert len(desk.leads()) == 1


def test_no_secret_and_nothing_of_a_servers_debug_is_kept_or_said(desk: Desk, caplog: pytest.LogCaptureFixture):
    with connected(desk) as sides:
        filled(desk, 3)
        said = []
        for fault, options in (("5xx", {"status": 500}), ("html_answer", {"status": 502}), ("expired_key", {})):
            sides.crm.fault(fault, **options)
            said.append(repr(sides.sync()))
            desk.clock.at += timedelta(hours=2)
        said.append(repr(sides.status))
        said.append(repr(connections.outbox(desk.workspace, sides.connection)))
        desk.workspace.store.close()
        kept = b"".join(path.read_bytes() for path in desk.workspace.store.path.parent.glob("workspace.sdrdesk*"))
        for secret in (sides.crm.key, IN_DEBUG):
            assert secret not in " ".join(said) + caplog.text
            assert secret.encode() not in kept


@pytest.mark.parametrize("batch", [1, 10])
def test_a_limit_that_is_low_slows_the_sync_and_does_not_stop_it(desk: Desk, batch: int):
    crm = PlainCrm(clock=desk.clock, limit=(15, 10))
    for n in range(1_650):
        crm.enter("contacts", {"last_name": f"Theirs {n}", "email": f"t{n}@y.fr"})
    with connected(desk, Options(create_here=False), crm=crm, batch=batch) as sides:
        keys = filled(desk)
        sides.until_quiet(most=60)
        assert not sides.crm.lost("contacts", keys["contacts"])
        assert not sides.crm.lost("calls", keys["calls"])
        assert not sides.crm.duplicates("contacts")
        nobody_pestered(sides)
        for lead_id in keys["contacts"]:
            leads.edit_lead(desk.workspace, lead_id, {"job_title": "DG"})
        sides.until_quiet(most=60)
        assert {sides.contact(lead_id).fields["title"] for lead_id in keys["contacts"]} == {"DG"}
        nobody_pestered(sides)
