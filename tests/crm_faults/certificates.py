"""A certificate authority of the tests' own: one good server certificate, and the bad ones that a client must refuse.

authority = Authority(tmp_path)
with https_server("wrong_host", authority) as crm:
    …                                   # a client that trusts authority.root may send nothing to crm.url
"""

import ipaddress
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from tests.crm_faults.plain_crm import PlainCrm

CASES = ("good", "self_signed", "wrong_host", "expired", "unknown_authority", "plain_http")
"""What `https_server` can be; all but the first must be refused."""
HERE = ("127.0.0.1", "localhost")


@dataclass(frozen=True)
class Signed:
    """A certificate and its key."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    def pem(self) -> bytes:
        """The certificate, as files hold it."""
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    def pem_with_key(self) -> bytes:
        """What a server needs."""
        return self.pem() + self.key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )


@dataclass(frozen=True)
class Authority:
    """A root made for one run, which writes into `folder`; valid by the true clock, since clients go by that."""

    folder: Path

    @cached_property
    def root(self) -> Path:
        """The file that a client may trust."""
        path = self.folder / "root.pem"
        path.write_bytes(self._root.pem())
        return path

    def server_file(self, case: str) -> Path:
        """Certificate and key of a server, in one file; `case` is one of CASES."""
        now = datetime.now(UTC)
        match case:
            case "good":
                made = _signed(_name("Plain CRM"), self._root, HERE, now)
            case "self_signed":
                made = _signed(_name("Plain CRM"), None, HERE, now)
            case "wrong_host":
                made = _signed(_name("Another CRM"), self._root, ("crm.example.com", "127.0.0.2"), now)
            case "expired":
                made = _signed(_name("Plain CRM"), self._root, HERE, now - timedelta(days=60))
            case "unknown_authority":
                stranger = _signed(_name("Unknown root"), None, (), now)
                made = _signed(_name("Plain CRM"), stranger, HERE, now)
            case _:
                raise ValueError(f"no certificate in the case {case!r}")
        path = self.folder / f"{case}.pem"
        path.write_bytes(made.pem_with_key())
        return path

    def server_context(self, case: str) -> ssl.SSLContext:
        """What a server speaks TLS with."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.server_file(case))
        return context

    def client_context(self) -> ssl.SSLContext:
        """A client that trusts this root and no other."""
        return ssl.create_default_context(cafile=str(self.root))

    @cached_property
    def _root(self) -> Signed:
        return _signed(_name("sdrdesk tests root"), None, (), datetime.now(UTC))


@contextmanager
def https_server(case: str, authority: Authority, **options: object) -> Iterator[PlainCrm]:
    """Plain CRM behind TLS, as `case` has it; `plain_http` says https in its address and speaks HTTP without TLS."""
    tls = None if case == "plain_http" else authority.server_context(case)
    with PlainCrm(tls=tls, **options) as crm:  # type: ignore[arg-type]
        yield crm


def https_url(crm: PlainCrm) -> str:
    """The address that a person was given: https, whatever is spoken there."""
    return f"https://127.0.0.1:{crm.server.port}"


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def _signed(subject: x509.Name, by: Signed | None, hosts: tuple[str, ...], now: datetime) -> Signed:
    """A certificate for thirty days from the day before `now`; for no host, an authority's; by nobody, its own."""
    key = ec.generate_private_key(ec.SECP256R1())
    signer = by.key if by else key
    built = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(by.certificate.subject if by else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=29))
        .add_extension(x509.BasicConstraints(ca=not hosts, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False)
        .add_extension(_usage(signs=not hosts), critical=True)
    )
    if hosts:
        built = built.add_extension(x509.SubjectAlternativeName([_host(host) for host in hosts]), critical=False)
        built = built.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
    return Signed(built.sign(signer, hashes.SHA256()), key)


def _host(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host)


def _usage(*, signs: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs,
        key_cert_sign=signs,
        crl_sign=signs,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )
