"""What crosses the edge as HTTP: what is asked of a CRM, one module or profile per CRM, field mapping, secrets."""
