"""The file of a review bundle: one line of header, the content packed and maybe locked, a checksum of it all.

docs/review-bundle.md says each byte of it. A bundle is read whole before anything is done with it.
"""

import hashlib
import json
import secrets
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sdrdesk.core.errors import UserError
from sdrdesk.core.exchange.bundle_content import Bundle, BundleFault, bundle_from, bundle_json
from sdrdesk.core.exchange.written_file import written

MAGIC = b"sdrdesk review bundle\n"
FORMAT = 1
LONGEST_HEADER = 4096
LARGEST_FILE, LARGEST_CONTENT = 64 << 20, 160 << 20
"""Bytes of a bundle, and of its content unpacked: some ten thousand leads. What says it is more is not unpacked."""
CHECKSUM = hashlib.sha256().digest_size
SCRYPT = {"n": 1 << 15, "r": 8, "p": 1}
"""How dear a guess at a pass phrase is: 32 MiB and a tenth of a second. A file cannot ask for more."""
SALT, NONCE, TAG = 16, 12, 16


@dataclass(frozen=True, slots=True)
class _Header:
    format: int
    size: int
    salt: bytes
    nonce: bytes

    @property
    def locked(self) -> bool:
        return bool(self.salt)


def write_bundle_file(path: Path, bundle: Bundle, passphrase: str = "") -> int:
    """Write a bundle, locked where a pass phrase is given; its size in bytes.

    UserError where it would be too large, and where another file stands there: never a workspace is written over.
    """
    content = bundle_json(bundle)
    packed = zlib.compress(content, 6)
    if len(content) > LARGEST_CONTENT or len(packed) + LONGEST_HEADER > LARGEST_FILE:
        raise UserError("bundle_too_large", path=str(path), leads=len(bundle.leads))
    salt, nonce = (secrets.token_bytes(SALT), secrets.token_bytes(NONCE)) if passphrase else (b"", b"")
    lock = {"kdf": "scrypt", **SCRYPT, "salt": salt.hex(), "cipher": "aes-256-gcm", "nonce": nonce.hex()}
    said = {"format": FORMAT, "size": len(content), "lock": lock if passphrase else None}
    head = MAGIC + json.dumps(said, sort_keys=True).encode() + b"\n"
    body = _locked(passphrase, salt, nonce, head, packed) if passphrase else packed
    whole = head + body
    if path.exists() and not _is_bundle(path):
        raise UserError("file_exists", path=str(path))
    with written(path) as temporary:
        # Made for its owner alone before a byte of it is written: a bundle names people.
        temporary.touch(mode=0o600)
        temporary.write_bytes(whole + hashlib.sha256(whole).digest())
    return len(whole) + CHECKSUM


def read_bundle_file(path: Path, passphrase: str = "") -> Bundle:
    """Read a bundle whole; UserError, and nothing done, for one that is not, is newer, damaged, too large or locked."""
    raw = _read(path)
    if not raw.startswith(MAGIC):
        raise UserError("bundle_not_one", path=str(path))
    header, start = _header(raw, path)
    if header.format > FORMAT:
        raise UserError("bundle_newer", path=str(path), format=header.format, known=FORMAT)
    whole, checksum = raw[:-CHECKSUM], raw[-CHECKSUM:]
    if hashlib.sha256(whole).digest() != checksum:
        raise UserError("bundle_damaged", path=str(path))
    if header.size > LARGEST_CONTENT:
        raise UserError("bundle_damaged", path=str(path))
    body = whole[start:]
    if header.locked:
        if not passphrase:
            raise UserError("bundle_needs_passphrase", path=str(path))
        body = _unlocked(passphrase, header, whole[:start], body, path)
    try:
        return bundle_from(_unpacked(body, header.size))
    except (BundleFault, zlib.error) as error:
        raise UserError("bundle_damaged", path=str(path)) from error


def _is_bundle(path: Path) -> bool:
    try:
        with path.open("rb") as stream:
            return stream.read(len(MAGIC)) == MAGIC
    except OSError as error:
        raise UserError("file_trouble", path=str(path), why=error.strerror or str(error)) from error


def is_locked(path: Path) -> bool:
    """Whether a bundle asks for a pass phrase; UserError where it is none."""
    raw = _read(path)
    if not raw.startswith(MAGIC):
        raise UserError("bundle_not_one", path=str(path))
    return _header(raw, path)[0].locked


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            raw = stream.read(LARGEST_FILE + 1)
    except FileNotFoundError as error:
        raise UserError("file_missing", path=str(path)) from error
    except OSError as error:
        raise UserError("file_trouble", path=str(path), why=error.strerror or str(error)) from error
    if len(raw) > LARGEST_FILE:
        raise UserError("bundle_damaged" if raw.startswith(MAGIC) else "bundle_not_one", path=str(path))
    return raw


def _header(raw: bytes, path: Path) -> tuple[_Header, int]:
    """What the header says, and where the content begins; of a newer format only which."""
    end = raw.find(b"\n", len(MAGIC), len(MAGIC) + LONGEST_HEADER)
    try:
        said: Any = json.loads(raw[len(MAGIC) : end]) if end > 0 else None
        return _read_header(said), end + 1
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise UserError("bundle_damaged", path=str(path)) from error


def _read_header(said: Any) -> _Header:
    form, size = said["format"], said.get("size", 0)
    if type(form) is not int or type(size) is not int or form < 1 or size < 0:
        raise ValueError
    if form > FORMAT or said["lock"] is None:
        return _Header(form, size, b"", b"")
    lock = said["lock"]
    salt, nonce = bytes.fromhex(lock["salt"]), bytes.fromhex(lock["nonce"])
    asked = {name: lock[name] for name in SCRYPT}
    if asked != SCRYPT or len(salt) != SALT or len(nonce) != NONCE:
        raise ValueError
    return _Header(form, size, salt, nonce)


def _unpacked(packed: bytes, size: int) -> bytes:
    """The content, never more of it than its header says; BundleFault where it is another size."""
    unpacking = zlib.decompressobj()
    content = unpacking.decompress(packed, size + 1)
    if len(content) != size or not unpacking.eof or unpacking.unused_data:
        raise BundleFault("size")
    return content


def _key(passphrase: str, salt: bytes) -> bytes:
    return hashlib.scrypt(passphrase.encode("utf-8", "surrogatepass"), salt=salt, maxmem=1 << 26, dklen=32, **SCRYPT)


def _locked(passphrase: str, salt: bytes, nonce: bytes, head: bytes, packed: bytes) -> bytes:
    # Imported here: only who locks a bundle or opens a locked one needs it.
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    return AESGCM(_key(passphrase, salt)).encrypt(nonce, packed, head)


def _unlocked(passphrase: str, header: _Header, head: bytes, body: bytes, path: Path) -> bytes:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        return AESGCM(_key(passphrase, header.salt)).decrypt(header.nonce, body, head)
    except InvalidTag as error:
        raise UserError("bundle_wrong_passphrase", path=str(path)) from error
