"""One small function per act of a person: the only door of the window and of the command line."""
