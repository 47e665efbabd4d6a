"""What an operation touched, so that each view refreshes only if concerned."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed: which leads (empty with `all_leads` set means any of them), and which lists built on them."""

    operation: str = ""
    lead_ids: frozenset[str] = field(default_factory=frozenset)
    all_leads: bool = False
    leads: bool = False
    queue: bool = False
    qualification: bool = False
    grids: bool = False
    settings: bool = False
    campaigns: bool = False
    views: bool = False
    personal: bool = False
    opposed: tuple[str, ...] = ()
    """The columns just given by hand that somebody objected on: the lead is closed while it carries them."""

    def touches(self, lead_id: str) -> bool:
        """Whether this lead may look different now."""
        return self.all_leads or lead_id in self.lead_ids
