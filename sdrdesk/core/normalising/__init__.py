"""One spelling for what people spell many ways: phones, e-mail, companies, countries, dates."""
