"""Arrows in space, seen by a camera that walks around."""
