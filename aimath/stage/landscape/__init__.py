"""Surfaces of heights in three dimensions, lit and turning."""
