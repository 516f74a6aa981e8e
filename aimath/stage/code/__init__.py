"""Code as it is written and what it printed."""
