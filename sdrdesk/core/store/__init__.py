"""The store: the only importer of SQLAlchemy. Repositories take an open transaction, values go in and come out."""
