"""What crosses the edge as a file."""
