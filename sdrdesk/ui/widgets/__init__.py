"""Painted widgets, made from the tokens of the theme; they contain no words of their own."""
