"""Calls made on another phone: one logged by hand, or a pasted list."""
