"""The servers, for their own tests."""

from tests.crm_servers.fixtures import *  # noqa: F403
