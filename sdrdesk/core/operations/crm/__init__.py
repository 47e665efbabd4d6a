"""The sync with a CRM: connections, what goes there, what comes from there, what is gone on either side."""
