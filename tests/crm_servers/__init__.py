"""Real CRM servers on the loopback, for the long tests: Tryton and django-crm, from the packages their makers publish.

`building` makes each once and keeps it, `running` starts and ends it, `tryton` and `django_crm` know what each of them
says, `fixtures` hands them to tests. What they were found to do is in docs/crm-servers.md.
"""
