"""Talks and stills: the sections of lessons as slides, and their last frames as pictures for papers."""
