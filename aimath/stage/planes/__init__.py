"""Arrows on a plane, the lists beside them, and the matrix that moves them."""
