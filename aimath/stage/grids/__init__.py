"""Matrices, pictures and products as grids of cells."""
