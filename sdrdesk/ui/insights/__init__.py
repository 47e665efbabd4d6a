"""What became of the leads, in figures."""
