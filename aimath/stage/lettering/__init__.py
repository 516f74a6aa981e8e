"""Words, formulas and numbers on screen."""
