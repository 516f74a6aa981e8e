"""aimath films the math of AI.

The math is in the modules of this package, what a lesson is made of is in `aimath.stage`,
and `aimath.studio` is the camera crew.
"""

__version__ = "0.1.0"
