"""The calls screen."""
