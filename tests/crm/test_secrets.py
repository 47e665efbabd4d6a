"""A key is in the keyring of the system or nowhere but in memory, and every keyring may fail as it likes."""

import subprocess
import sys
import textwrap

import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail, null
from keyring.compat import properties
from keyring.errors import KeyringLocked, NoKeyringError, PasswordDeleteError, PasswordSetError

from sdrdesk.core.crm.secrets import SERVICE, Kept, Secrets, best
from tests.support import ROOT

CANARY = "canary-4711-key"


class InMemory(KeyringBackend):
    """A keyring that works, with Windows' limit on the size of an entry."""

    priority = 5
    largest = 2560

    def __init__(self):
        super().__init__()
        self.entries = {}
        self.locked = False

    def get_password(self, service, username):
        if self.locked:
            raise KeyringLocked(f"locked, wanted {self.entries}")
        return self.entries.get((service, username))

    def set_password(self, service, username, password):
        if self.locked:
            raise KeyringLocked(password)
        if len(password.encode("utf-16-le")) > self.largest:
            raise PasswordSetError(f"stub received bad data: {password}")
        self.entries[service, username] = password

    def delete_password(self, service, username):
        if (service, username) not in self.entries:
            raise PasswordDeleteError("not found")
        if self.locked:
            raise KeyringLocked("locked")
        del self.entries[service, username]


@pytest.fixture
def ring():
    return InMemory()


def test_a_key_is_kept_in_the_keyring_and_found_by_the_next_run(ring):
    assert Secrets(lambda: ring).keep("c1", CANARY) is Kept.IN_KEYRING
    assert ring.entries == {(SERVICE, "c1"): CANARY}
    assert Secrets(lambda: ring).secret_of("c1") == CANARY
    assert Secrets(lambda: ring).secret_of("c2") is None


def test_a_key_in_the_keyring_is_not_held_in_memory_as_well(ring):
    secrets = Secrets(lambda: ring)
    secrets.keep("c1", CANARY)
    ring.entries.clear()
    assert secrets.secret_of("c1") is None


def test_a_new_key_takes_the_place_of_the_old_one_and_of_no_other(ring):
    secrets = Secrets(lambda: ring)
    for connection, key in (("c1", "old"), ("c2", "other"), ("c1", "new")):
        secrets.keep(connection, key)
    assert (secrets.secret_of("c1"), secrets.secret_of("c2")) == ("new", "other")


def test_a_forgotten_key_is_gone(ring):
    secrets = Secrets(lambda: ring)
    secrets.keep("c1", CANARY)
    assert secrets.forget("c1")
    assert ring.entries == {}
    assert secrets.secret_of("c1") is None
    assert secrets.forget("c1")


def test_without_a_keyring_a_key_is_kept_for_the_session_only():
    secrets = Secrets(lambda: None)
    assert secrets.keep("c1", CANARY) is Kept.FOR_THIS_SESSION
    assert secrets.secret_of("c1") == CANARY
    assert Secrets(lambda: None).secret_of("c1") is None
    assert secrets.forget("c1")
    assert secrets.secret_of("c1") is None


@pytest.mark.parametrize("error", [NoKeyringError, KeyringLocked, OSError, RuntimeError, TypeError])
def test_a_keyring_that_cannot_be_opened_is_none(error):
    def refuse():
        raise error("no bus at canary")

    secrets = Secrets(refuse)
    assert secrets.keep("c1", CANARY) is Kept.FOR_THIS_SESSION
    assert secrets.secret_of("c1") == CANARY
    assert not secrets.forget("c1")  # nobody knows what it holds
    assert secrets.secret_of("c1") is None


def test_a_locked_keyring_asks_for_the_key_again_and_does_not_let_go(ring):
    Secrets(lambda: ring).keep("c1", CANARY)
    ring.locked = True
    secrets = Secrets(lambda: ring)
    assert secrets.secret_of("c1") is None
    assert not secrets.forget("c1")
    assert secrets.keep("c1", "new") is Kept.FOR_THIS_SESSION
    assert secrets.secret_of("c1") == "new"


def test_a_key_longer_than_the_keyring_holds_is_for_the_session_and_the_old_one_goes(ring):
    secrets = Secrets(lambda: ring)
    assert secrets.keep("c1", "x" * 1280) is Kept.IN_KEYRING
    assert secrets.keep("c1", "x" * 1281) is Kept.FOR_THIS_SESSION
    assert secrets.secret_of("c1") == "x" * 1281
    assert Secrets(lambda: ring).secret_of("c1") is None


def test_a_keyring_that_drops_or_cuts_what_it_takes_is_noticed(ring):
    assert Secrets(null.Keyring).keep("c1", CANARY) is Kept.FOR_THIS_SESSION
    assert Secrets(fail.Keyring).keep("c1", CANARY) is Kept.FOR_THIS_SESSION
    ring.set_password = lambda service, user, key: ring.entries.update({(service, user): key[:5]})
    secrets = Secrets(lambda: ring)
    assert secrets.keep("c1", CANARY) is Kept.FOR_THIS_SESSION
    assert secrets.secret_of("c1") == CANARY
    assert ring.entries == {}


def test_no_failure_of_a_keyring_tells_the_key(ring, caplog):
    ring.locked = True
    secrets = Secrets(lambda: ring)
    secrets.keep("c1", CANARY)
    secrets.forget("c1")
    assert "not written (KeyringLocked)" in caplog.text
    assert CANARY not in caplog.text
    assert CANARY not in repr(secrets)


class BestOfAll(InMemory):
    priority = 9


class NotRecommended(InMemory):
    priority = 0.5


class NotHere(InMemory):
    @properties.classproperty
    def priority(cls):  # noqa: N805 (as keyring has it)
        raise RuntimeError("Requires another system")


def test_of_the_keyrings_that_run_here_the_most_recommended_is_chosen():
    assert type(best([NotHere, InMemory, BestOfAll, NotRecommended])) is BestOfAll
    assert best([NotHere, NotRecommended, fail.Keyring, null.Keyring]) is None
    assert best([]) is None


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system always has a keyring")
@pytest.mark.parametrize("named_by", ["environment", "configuration", "plugin"])
def test_nothing_makes_a_file_the_keyring(named_by, tmp_path):
    """Without a keyring of the system, and with a class that writes plain text named as one, in each way there is."""
    (tmp_path / "plain.py").write_text(
        textwrap.dedent(
            """
            from pathlib import Path
            from keyring.backend import KeyringBackend
            class Plain(KeyringBackend):
                priority = 50
                def get_password(self, service, username):
                    return Path(__file__).with_name("leak").read_text()
                def set_password(self, service, username, password):
                    Path(__file__).with_name("leak").write_text(password)
                delete_password = None
            """
        )
    )
    environment = {"HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path), "PYTHONPATH": str(tmp_path),
                   "DBUS_SESSION_BUS_ADDRESS": f"unix:path={tmp_path}/no-bus"}  # fmt: skip
    if named_by == "environment":
        environment["PYTHON_KEYRING_BACKEND"] = "plain.Plain"
    elif named_by == "configuration":
        folder = tmp_path / "python_keyring"
        folder.mkdir()
        (folder / "keyringrc.cfg").write_text("[backend]\ndefault-keyring=plain.Plain\n")
    else:
        folder = tmp_path / "plain-1.0.dist-info"
        folder.mkdir()
        (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: plain\nVersion: 1.0\n")
        (folder / "entry_points.txt").write_text("[keyring.backends]\nplain = plain\n")
    source = textwrap.dedent(
        f"""
        import sys
        import keyring
        print(type(keyring.get_keyring()).__name__)
        from sdrdesk.core.crm.secrets import Secrets
        secrets = Secrets()
        print(secrets.keep("c1", {CANARY!r}), secrets.secret_of("c1") == {CANARY!r}, secrets.forget("c1"))
        """
    )
    done = subprocess.run(
        [sys.executable, "-c", source],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout.split() == ["Plain", "for_this_session", "True", "True"]  # keyring itself would have used it
    assert [p.name for p in tmp_path.rglob("*") if p.is_file() and CANARY.encode() in p.read_bytes()] == []
    assert CANARY not in done.stderr
