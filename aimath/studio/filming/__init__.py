"""A scene runs under Manim: every frame is handed on, drawn or not, and film time is counted."""
