"""Animated pictures for slides and pages: GIF, WebP, APNG and AVIF, within a size budget."""
