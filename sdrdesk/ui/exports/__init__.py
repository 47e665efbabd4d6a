"""Writing files: which rows, which columns under which names, for whom."""
