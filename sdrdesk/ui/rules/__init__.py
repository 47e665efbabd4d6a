"""The screen of cadences and calling rules."""
