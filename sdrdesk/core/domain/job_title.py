"""What a job title may say of someone: what they work on, and how far up."""

FUNCTIONS = (
    "management", "finance", "it", "marketing", "sales", "hr", "operations", "purchasing", "legal", "production",
    "communication", "other",
)  # fmt: skip
SENIORITIES = ("owner", "c_level", "director", "head", "manager", "specialist", "assistant")
"""How far up, from the top."""
