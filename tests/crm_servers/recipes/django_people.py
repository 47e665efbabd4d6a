"""The two people of the firm; run once, in the environment of django-crm."""

import sys

import django

django.setup()

from common.models import User  # noqa: E402

for name in ("sdr", "colleague"):
    person = User.objects.create(
        email=f"{name}@example.test",
        username=name,
        role="ADMIN",
        is_admin=True,
        is_active=True,
        has_sales_access=True,
        has_marketing_access=True,
    )
    person.set_password(sys.argv[1])
    person.save()
