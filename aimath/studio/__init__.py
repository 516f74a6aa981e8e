"""The camera crew: it finds lessons, films them, and writes the files. It knows no lesson by name."""
