"""The tests' own authority makes one server that a client may trust, and five to refuse, each for its reason."""

import ssl
import urllib.error
import urllib.request

import pytest

from tests.crm_faults.certificates import CASES, Authority, https_server, https_url

WHY = {
    "self_signed": "self-signed certificate",
    "wrong_host": "IP address mismatch",
    "expired": "certificate has expired",
    "unknown_authority": "unable to get local issuer certificate",
    "plain_http": "WRONG_VERSION_NUMBER|wrong version number|RECORD_LAYER_FAILURE|record layer failure",
}


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    return Authority(tmp_path_factory.mktemp("authority"))


def read_me(crm, context):
    request = urllib.request.Request(f"{https_url(crm)}/me", headers={"Authorization": f"Bearer {crm.key}"})
    with urllib.request.urlopen(request, timeout=5, context=context) as response:
        return response.status


def test_the_good_one_is_trusted(authority):
    with https_server("good", authority) as crm:
        assert crm.url == https_url(crm)
        assert read_me(crm, authority.client_context()) == 200
        assert [request.path for request in crm.requests] == ["/me"]


def test_the_good_one_passes_the_strictest_check(authority):
    context = authority.client_context()
    context.verify_flags |= ssl.VERIFY_X509_STRICT
    with https_server("good", authority) as crm:
        assert read_me(crm, context) == 200


def test_who_does_not_know_the_authority_refuses_even_the_good_one(authority):
    with https_server("good", authority) as crm:
        with pytest.raises(urllib.error.URLError, match="CERTIFICATE_VERIFY_FAILED"):
            read_me(crm, ssl.create_default_context())
        assert crm.requests == []


@pytest.mark.parametrize("case", CASES[1:])
def test_a_bad_one_is_refused_for_its_own_reason_and_sent_nothing(authority, case):
    with https_server(case, authority) as crm:
        with pytest.raises(urllib.error.URLError, match=WHY[case]):
            read_me(crm, authority.client_context())
        assert crm.server.connections == 1
    assert crm.requests == []
    assert bool(crm.server.gibberish) == (case == "plain_http")
    assert bool(crm.server.handshakes) == (case != "plain_http")


@pytest.mark.parametrize("case", ["self_signed", "wrong_host", "expired", "unknown_authority"])
def test_who_checks_nothing_is_caught_with_the_key(authority, case):
    careless = ssl.create_default_context()
    careless.check_hostname, careless.verify_mode = False, ssl.CERT_NONE
    with https_server(case, authority) as crm:
        assert read_me(crm, careless) == 200
        assert len(crm.requests) == 1


def test_faults_travel_through_tls_as_well(authority):
    with https_server("good", authority) as crm:
        crm.fault("reset_before_body")
        with pytest.raises(OSError):  # noqa: PT011 (each version of ssl words a reset in its own way)
            read_me(crm, authority.client_context())
        assert crm.requests[0].status is None
        assert read_me(crm, authority.client_context()) == 200
