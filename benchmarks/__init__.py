"""What docs/performance.md promises, each figure as a ratio to a floor measured in the same run."""
