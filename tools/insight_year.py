"""A year of work, made up: enough leads that most figures rest on enough, and a grid that lets some through wrongly."""

import json
import sys
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

LEADS, SEED = 900, 8
# source, share of the leads, cost of each, how keen they are
SOURCES = (
    ("demo_request", 0.10, 42.0, 0.75), ("referral", 0.07, 0.0, 0.7), ("webinar", 0.24, 11.5, 0.4),
    ("download", 0.30, 7.2, 0.25), ("Salon Global Industrie", 0.22, 24.0, 0.3), ("", 0.07, 0.0, 0.3),
)  # fmt: skip
SECTORS = ("Métallurgie", "Agroalimentaire", "Textile", "Chimie", "")
WHO = ("Alex Morel", "Lina Haddad", "Tom Weber")
BACK = ("need_alone", "no_real_need", "need_alone", "too_early", "wrong_person", "not_our_target")


def fill_year(workspace) -> None:
    """Leads of a year with their calls, their decisions, and what sales said of the hand-offs."""
    from sdrdesk.core.operations.acts import lead_row
    from sdrdesk.core.operations.queue import place_all_anew
    from sdrdesk.core.store import activities, journal, leads

    random = Random(SEED)
    operation, now = workspace.new_id(), workspace.now()
    made = [Year(workspace, random, operation, now, n) for n in range(LEADS)]
    with workspace.store.write() as tx:
        journal.begin_operation(tx, operation, "import", now, workspace.who, state="done", summary={"rows": LEADS})
        for year in made:
            leads.insert_leads(tx, [lead_row(year.lead, operation, year.arrived)])
        facts = [fact for year in made for fact in year.facts()]
        activities.add_facts(tx, facts)
    after = place_all_anew(workspace, "")
    while after:
        after = place_all_anew(workspace, after)


class Year:
    """One lead and what came of it."""

    def __init__(self, workspace, random: Random, operation: str, now: datetime, n: int) -> None:
        from sdrdesk.core.domain.lead import Lead, Stage

        self.workspace, self.random, self.operation, self.now = workspace, random, operation, now
        source, _share, cost, self.keen = random.choices(SOURCES, [s[1] for s in SOURCES])[0]
        self.hot = source == "demo_request"
        self.arrived = now - timedelta(days=random.randrange(360), minutes=random.randrange(600))
        self.who = random.choice(WHO)
        self.lead = Lead(
            workspace.new_id(), first_name=f"P{n}", last_name=f"Durand{n}", company=f"Société {n}", source=source,
            phone=f"+33199{n:06d}", industry=random.choice(SECTORS), cost=f"{cost:g}" if cost else "",
            employees=random.choice(("", "8", "35", "120", "400", "6000")), owner=self.who,
            stage=Stage.MQL if random.random() < self.keen * 0.6 else Stage.LEAD,
            job_title=random.choice(("Directrice industrielle", "Acheteur", "Assistante", "")),
        )  # fmt: skip

    def facts(self):
        """Its signals, calls, decision and answers, oldest first; nothing after now."""
        from sdrdesk.core.store.activities import StoredSignal

        if self.hot:
            yield StoredSignal(self.workspace.new_id(), self.lead.id, "demo_request", self.arrived, self.operation)
        talked = None
        for call, answered in self.calls():
            if call.at > self.now:
                return
            yield call
            talked = call.at if answered else None
        if talked is None or self.random.random() > 0.35 + self.keen * 0.6:
            return
        decision = self.decision(talked)
        yield decision
        if decision.route == "meeting":
            yield from self.answers(decision)

    def calls(self):
        """Calls in working hours until somebody answers; more do so from ten to eleven and from four to five."""
        from sdrdesk.core.store.activities import Call

        random, at = self.random, self.arrived
        wait = random.expovariate(1 / (40 if self.hot else 60 * 30))
        at += timedelta(minutes=wait)
        for _ in range(6):
            at = at.replace(hour=random.choice((8, 9, 9, 10, 11, 13, 14, 15, 15, 16))) if not self.hot else at
            while at.weekday() > 4:
                at += timedelta(days=1)
            good = {9: 0.42, 15: 0.46, 13: 0.12}.get(at.hour, 0.27)
            answered = random.random() < good
            outcome = "reached" if answered else random.choice(("no_answer", "no_answer", "voicemail", "gatekeeper"))
            yield Call(self.workspace.new_id(), self.lead.id, at, outcome, self.operation, who=self.who), answered
            if answered:
                return
            at += timedelta(days=random.randrange(1, 6))

    def decision(self, at):
        """The verdict of the grid on made-up answers, followed."""
        from dataclasses import replace

        from benchmarks.decided_leads import decided

        workspace = self.workspace
        made = decided(workspace, workspace.grid, self.lead, self.random, at, self.operation)
        facts = json.loads(made.facts)
        facts["answers"]["need_shared"] = self.random.choices(
            ("organisation", "team", "contact_only", None), (0.3, 0.25, 0.3, 0.15)
        )[0]
        goes = self.random.random() < 0.25 + self.keen
        taken = ("now", "meeting") if goes else ("later", "nurture")
        return replace(made, facts=json.dumps(facts), decision=taken[0], route=taken[1], who=self.who)

    def answers(self, decision):
        """What sales said: a need of the contact alone comes back far more often."""
        from sdrdesk.core.store.activities import Feedback

        random = self.random
        alone = json.loads(decision.facts)["answers"].get("need_shared") == "contact_only"
        at = decision.at + timedelta(days=random.randrange(1, 9))

        def said(answer, reason=""):
            return Feedback(
                self.workspace.new_id(), self.lead.id, at, answer, self.operation, reason=reason, decision=decision.id
            )

        if at > self.now or random.random() < 0.12:
            return
        if random.random() < (0.38 if alone else 0.09):
            yield said("rejected", "need_alone" if alone and random.random() < 0.7 else random.choice(BACK))
            return
        yield said("accepted")
        for answer, chance, days in (("opportunity", 0.5, 20), ("won", 0.4, 45)):
            at += timedelta(days=random.randrange(days // 3, days * 2))
            if at > self.now or random.random() > chance:
                return
            yield said(answer)
