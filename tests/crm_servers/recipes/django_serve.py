"""Serve django-crm on a port of the loopback; run in its environment: PORT as_shipped|mended.

The package reads a setting, `Domain`, that its own settings do not have, after it has committed a lead. As shipped it
thus answers 500 to every creation and change, having done them; mended, it answers.
"""

import sys

port, shape = sys.argv[1:]

if shape == "mended":
    from celery.app import defaults

    defaults.DEFAULTS["broker_url"] = "memory://"

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402

if shape == "mended":
    settings.Domain = "http://127.0.0.1"

call_command("runserver", f"127.0.0.1:{port}", use_reloader=False)
