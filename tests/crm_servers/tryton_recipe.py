"""How Tryton is made: a change of this file, or of what it reads, is another build."""

import secrets
from pathlib import Path

from tests.crm_servers.building import RECIPES, Recipe, install, program, run

CONFIGURATION = "[database]\nuri = sqlite://\npath = {folder}\n[web]\nlisten = 127.0.0.1:{port}\n"


def build(folder: Path) -> None:
    """Make the database: the modules, a firm that uses euros, our user and a colleague."""
    install(folder, RECIPES / "tryton.txt")
    data = folder / "data"
    data.mkdir()
    (data / "crm.sqlite").touch()  # Tryton opens a file, it does not make one
    configuration = data / "build.conf"
    configuration.write_text(CONFIGURATION.format(folder=data, port=1), encoding="utf-8")
    password = data / "password"
    password.write_text(secrets.token_urlsafe(16), encoding="utf-8")  # nobody logs in by it
    admin = (program(folder, "python"), program(folder, "trytond-admin"), "-c", configuration, "-d", "crm")
    run(*admin, "--all", "--email", "admin@example.test", "-l", "fr", "-p", TRYTONPASSFILE=str(password))
    run(*admin, "-u", "sale_opportunity", "party", "--activate-dependencies")
    keys = run(program(folder, "python"), RECIPES / "tryton_firm.py", configuration)
    (data / "keys.json").write_text(keys, encoding="utf-8")
    password.unlink()
    configuration.unlink()


RECIPE = Recipe("tryton", (RECIPES / "tryton.txt", RECIPES / "tryton_firm.py", Path(__file__)), build)
