"""What Manim's mobjects and animations do in every frame, done with less work and the same numbers."""
