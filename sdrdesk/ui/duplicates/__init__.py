"""Likely duplicates: their list, and two or more of them side by side."""
