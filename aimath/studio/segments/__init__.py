"""Films in pieces: one segment a play, named by what its frames show, kept, and joined into films."""
