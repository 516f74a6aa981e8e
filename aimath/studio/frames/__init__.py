"""Frames of films, as they are before they are drawn."""
