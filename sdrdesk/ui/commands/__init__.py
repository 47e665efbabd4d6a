"""Every act by its name: the palette that finds them, and the sheet of their keys."""
