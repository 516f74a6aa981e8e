"""H.264 streams, as far as they are written or read here and not by a library."""
