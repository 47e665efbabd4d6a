"""The settings that django-crm ships, with what a machine without its mail, queue and database server needs."""

import os

os.environ["DEBUG"] = "1"

from crm.settings import *  # noqa: F403

DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": os.environ["CRM_DATABASE"]}}
LOGGING: dict[str, object] = {}
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
CELERY_TASK_ALWAYS_EAGER = True
ALLOWED_HOSTS = ["127.0.0.1"]
TIME_ZONE = "UTC"
