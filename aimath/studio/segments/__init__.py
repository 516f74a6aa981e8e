"""Films in pieces: a segment for each play or part of a long one, named by its frames, kept, and joined."""
