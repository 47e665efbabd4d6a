"""The keys of connections: in the keyring of the system where there is one, else in memory until sdrdesk closes.

Never in a file of ours, and never through a keyring that writes one: environment variables, configuration files and
plugins can name any class as "the keyring", so those of the systems are asked directly, whoever names others.
"""

import logging
from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Any, Protocol

SERVICE = "sdrdesk"
"""What our entries stand under; the user of an entry is the id of its connection."""
RECOMMENDED = 1
"""The priority from which the package keyring recommends a keyring by itself."""

log = logging.getLogger(__name__)


class Keyring(Protocol):
    """What is asked of a keyring."""

    def get_password(self, service: str, username: str) -> str | None:
        """The secret of an entry, None where there is none."""
        ...

    def set_password(self, service: str, username: str, password: str) -> None:
        """Write an entry."""
        ...

    def delete_password(self, service: str, username: str) -> None:
        """Delete an entry."""
        ...


class Kept(StrEnum):
    """Where a key is (words: key_kept)."""

    IN_KEYRING = "in_keyring"
    FOR_THIS_SESSION = "for_this_session"


def system_keyring() -> Keyring | None:
    """The keyring of this system; None where there is none, or none that runs.

    Keychain, Credential Manager, and what speaks to the Secret Service or to KWallet: each encrypts what it holds.
    """
    # A tenth of a second, and it may ask D-Bus. Named one by one: nobody's configuration or plugin is even loaded.
    from keyring.backends import SecretService, Windows, kwallet, libsecret, macOS

    kinds = (macOS.Keyring, Windows.WinVaultKeyring, SecretService.Keyring, libsecret.Keyring, kwallet.DBusKeyring)
    return best(kinds)


def best(kinds: Iterable[Any]) -> Keyring | None:
    """One of the kind of keyring that runs here and is recommended most; None where none is."""
    running = [kind for kind in kinds if kind.viable and kind.priority >= RECOMMENDED]
    chosen: Keyring | None = max(running, key=lambda kind: float(kind.priority))() if running else None
    return chosen


class Secrets:
    """The keys of all connections of one run; made once, by what puts the app together.

    A keyring may wait for a person to unlock it, or for a D-Bus that does not answer: call on a worker, never on the
    thread of the window. Whatever a keyring raises (each has errors of its own) means that it does not have the key.
    """

    def __init__(self, keyring: Callable[[], Keyring | None] = system_keyring) -> None:
        self._keyring = keyring
        self._held: dict[str, str] = {}

    def keep(self, connection_id: str, secret: str) -> Kept:
        """Keep the key of a connection in place of the one it had; where it is now."""
        self._held[connection_id] = secret  # first: what follows may fail in any way
        if self._written(connection_id, secret):
            del self._held[connection_id]
            return Kept.IN_KEYRING
        self._deleted(connection_id)  # or the next run would find the key that this one replaced
        return Kept.FOR_THIS_SESSION

    def secret_of(self, connection_id: str) -> str | None:
        """The key of a connection; None where it has to be asked for again."""
        if connection_id in self._held:
            return self._held[connection_id]
        try:
            keyring = self._keyring()
            return keyring.get_password(SERVICE, connection_id) if keyring is not None else None
        except Exception as error:
            _tell("read", error)
            return None

    def forget(self, connection_id: str) -> bool:
        """Delete the key of a connection; False where a keyring would not let go of it."""
        self._held.pop(connection_id, None)
        return self._deleted(connection_id)

    def _written(self, connection_id: str, secret: str) -> bool:
        """Whether a keyring took a key and gives it back: some take and drop it, some cut it."""
        try:
            keyring = self._keyring()
            if keyring is None:
                return False
            keyring.set_password(SERVICE, connection_id, secret)
            return keyring.get_password(SERVICE, connection_id) == secret
        except Exception as error:
            _tell("written", error)
            return False

    def _deleted(self, connection_id: str) -> bool:
        try:
            keyring = self._keyring()
            if keyring is None or keyring.get_password(SERVICE, connection_id) is None:
                return True
            keyring.delete_password(SERVICE, connection_id)
            return keyring.get_password(SERVICE, connection_id) is None
        except Exception as error:
            _tell("deleted", error)
            return False


def _tell(what: str, error: Exception) -> None:
    """Log that a keyring failed by the kind of its error: the text may hold anything."""
    log.info("the keyring: not %s (%s)", what, type(error).__name__)
