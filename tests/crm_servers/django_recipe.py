"""How django-crm is made: a change of this file, or of what it reads, is another build."""

import shutil
from pathlib import Path

from tests.crm_servers.building import RECIPES, Recipe, install, program, run

PASSWORD = "for tests on the loopback"
SETTINGS = "django_settings"


def build(folder: Path) -> None:
    """Make the database, with our user and a colleague."""
    install(folder, RECIPES / "django_crm.txt")
    shutil.copy(RECIPES / "django_settings.py", folder)
    environment = surroundings(folder, folder / "crm.sqlite")
    run(program(folder, "python"), "-m", "django", "migrate", "-v0", **environment)
    run(program(folder, "python"), RECIPES / "django_people.py", PASSWORD, **environment)


def surroundings(place: Path, database: Path) -> dict[str, str]:
    """The environment in which the package finds its settings."""
    return {"DJANGO_SETTINGS_MODULE": SETTINGS, "PYTHONPATH": str(place), "CRM_DATABASE": str(database)}


RECIPE = Recipe(
    "django-crm",
    (
        RECIPES / "django_crm.txt",
        RECIPES / "django_settings.py",
        RECIPES / "django_people.py",
        Path(__file__),
    ),
    build,
)
