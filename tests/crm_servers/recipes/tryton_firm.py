"""The firm, its currency, its two people and their keys; run once, in the environment of Tryton: CONFIGURATION.

Prints the keys of the REST API as JSON: {"sdr": "…", "colleague": "…"}.
"""

import json
import sys

from proteus import Model, config

config.set_trytond("crm", config_file=sys.argv[1])
Party, Currency, Company, Employee, User, Group, Application = (
    Model.get(name)
    for name in (
        "party.party",
        "currency.currency",
        "company.company",
        "company.employee",
        "res.user",
        "res.group",
        "res.user.application",
    )
)

euro = Currency(name="Euro", symbol="€", code="EUR")
euro.save()
party = Party(name="Ma PME")
party.save()
firm = Company(party=party, currency=euro)
firm.save()

keys = {}
for login, name in (("sdr", "Alix Martin"), ("colleague", "Camille Durand")):
    person = Party(name=name)
    person.save()
    employee = Employee(company=Company(firm.id), party=person)
    employee.save()
    user = User(name=name, login=login)
    user.groups.extend(Group.find([]))
    user.companies.append(Company(firm.id))
    user.company = Company(firm.id)
    user.employees.append(Employee(employee.id))
    user.employee = Employee(employee.id)
    user.save()
    application = Application(user=user, application="rest")
    application.save()
    keys[login] = application.key

print(json.dumps(keys))
