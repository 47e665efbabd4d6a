"""sdrdesk: a qualification workstation for sales development representatives."""

__version__ = "0.1.0"
