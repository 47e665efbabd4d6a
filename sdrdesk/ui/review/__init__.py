"""The review of qualifications: a list, what the rep saw, and what the reviewer says of it, by keys."""
