"""Axes, curves, data points and maps of heights."""
