"""Every setting, declared once: its key, type, default and scope. The settings page and its docs are made from this."""

import json
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from sdrdesk.core.domain.calling_rules import ContactKind
from sdrdesk.core.domain.feedback import SalesAnswer
from sdrdesk.core.domain.grid import TOPICS
from sdrdesk.core.domain.lead import Stage
from sdrdesk.core.errors import UserError


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting; `scope` is "workspace" (in the store, shared by its users) or "personal" (on this machine)."""

    key: str
    default: str
    scope: str
    check: Callable[[str], bool]
    allowed: tuple[str, ...] = ()


def _one_of(*values: str) -> Callable[[str], bool]:
    return lambda value: value in values


def _matches(pattern: str) -> Callable[[str], bool]:
    compiled = re.compile(pattern)
    return lambda value: compiled.fullmatch(value) is not None


LONGEST_LABEL, LONGEST_CRITERIA = 24, 300
"""Characters of a stage's own label, which stands on a pill, and of its criteria, which stand on two lines."""
LONGEST_REASON = 60
"""Characters of a reason that sales gives, which stands on one line of a list."""


def _stage_texts(value: str) -> bool:
    """Whether a text is nothing, or JSON such as {"mql": {"label": "…", "criteria": "…"}} within those lengths."""
    try:
        texts = json.loads(value) if value else {}
    except ValueError:
        return False
    return isinstance(texts, dict) and all(
        stage in set(Stage) and isinstance(said, dict) and all(_stage_text(k, v) for k, v in said.items())
        for stage, said in texts.items()
    )


def _stage_text(key: object, said: object) -> bool:
    longest = {"label": LONGEST_LABEL, "criteria": LONGEST_CRITERIA}.get(str(key))
    if longest is None:
        return False
    return isinstance(said, str) and re.fullmatch(rf"[^\x00-\x1f]{{1,{longest}}}", said) is not None


def _feedback_reasons(value: str) -> bool:
    """Whether a text is nothing, or JSON such as [{"code": "…", "label": {"en": "…", "fr": "…"}, "answers": […]}]."""
    try:
        reasons = json.loads(value) if value else []
    except ValueError:
        return False
    return isinstance(reasons, list) and all(isinstance(said, dict) and _feedback_reason(said) for said in reasons)


def _feedback_reason(said: Mapping[str, object]) -> bool:
    label, answers, topics = said.get("label"), said.get("answers"), said.get("topics", [])
    return (
        set(said) <= {"code", "label", "answers", "topics"}
        and re.fullmatch(r"[\w-]{1,40}", str(said.get("code", ""))) is not None
        and isinstance(label, dict)
        and set(label) == {"en", "fr"}
        and all(re.fullmatch(rf"[^\x00-\x1f]{{1,{LONGEST_REASON}}}", str(text)) for text in label.values())
        and isinstance(answers, list)
        and set(answers) <= set(SalesAnswer)
        and isinstance(topics, list)
        and set(topics) <= TOPICS
    )


_CLOCK = r"([01]\d|2[0-3]):[0-5]\d"
SETTINGS = (
    Setting("grid", "bant", "workspace", _matches(r"(?s).*\S.*")),  # the id of a grid: any text
    Setting("country", "FR", "workspace", _matches(r"[A-Z]{2}")),
    Setting("zone", "Europe/Paris", "workspace", _matches(r"[\w+-]+(/[\w+-]+)*")),
    Setting("calling_hours", "on", "workspace", _one_of("on", "off"), ("on", "off")),
    Setting("calling_days", "12345", "workspace", _matches(r"1?2?3?4?5?6?7?")),
    Setting("calling_from", "08:30", "workspace", _matches(_CLOCK)),
    Setting("calling_to", "19:00", "workspace", _matches(_CLOCK)),
    Setting("calling_holidays", "off", "workspace", _one_of("on", "off"), ("on", "off")),
    Setting("contact_kind", "professional", "workspace", _one_of(*ContactKind), tuple(ContactKind)),
    Setting("cadence", "default", "workspace", _matches(r"[\w.-]+")),
    Setting("one_contact_a_day", "on", "workspace", _one_of("on", "off"), ("on", "off")),
    Setting("nurture_days", "90", "workspace", _matches(r"[1-9]\d{0,3}")),
    Setting("stages", "", "workspace", _stage_texts),
    Setting("feedback_days", "7", "workspace", _matches(r"\d{1,3}")),
    Setting("feedback_reasons", "", "workspace", _feedback_reasons),
    Setting("quick_notes", "", "workspace", _matches(r"(?:[^\x00-\x1f]{0,80}\n){0,8}[^\x00-\x1f]{0,80}")),
    Setting("language", "", "personal", _one_of("", "en", "fr"), ("", "en", "fr")),
    Setting("theme", "system", "personal", _one_of("system", "light", "dark"), ("system", "light", "dark")),
    Setting("campaign", "", "personal", _matches(r"[\w-]{0,36}")),
    Setting("name", "", "personal", _matches(r"[^\x00-\x1f]{0,80}")),
    Setting("dial_with", "tel", "personal", _matches(r"tel|sip|callto|[^\x00-\x1f]{0,1000}\{number\}[^\x00-\x1f]*")),
    Setting("goal", "", "personal", _matches(r"|(calls|reached|meetings):[1-9]\d{0,3}")),
)
BY_KEY: Mapping[str, Setting] = {s.key: s for s in SETTINGS}


def checked(key: str, value: str) -> str:
    """The value, when the setting can hold it; UserError otherwise."""
    setting = BY_KEY[key]
    if not setting.check(value):
        raise UserError("bad_setting", key=key, value=value, why=", ".join(setting.allowed) or key)
    return value


class PersonalSettings:
    """The settings of one person on this machine, in a small JSON file replaced whole at each change."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> dict[str, str]:
        """Every personal setting; defaults where the file says nothing, or nothing usable."""
        try:
            stored = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            stored = {}
        kept = stored if isinstance(stored, dict) else {}
        return {
            s.key: kept[s.key] if isinstance(kept.get(s.key), str) and s.check(kept[s.key]) else s.default
            for s in SETTINGS
            if s.scope == "personal"
        }

    def write(self, key: str, value: str) -> None:
        """Set one, through a temporary file, so that a full disk leaves the old ones whole."""
        values = self.read() | {key: checked(key, value)}
        self._path.parent.mkdir(parents=True, exist_ok=True)
        temporary = self._path.with_name(f".{self._path.name}.{os.getpid()}")
        try:
            with temporary.open("w", encoding="utf-8") as stream:
                json.dump(values, stream, ensure_ascii=False, indent=1)
                stream.flush()
                os.fsync(stream.fileno())
            os.replace(temporary, self._path)
        except OSError as error:
            raise UserError("file_trouble", path=str(self._path), why=error.strerror or str(error)) from error
        finally:
            temporary.unlink(missing_ok=True)
