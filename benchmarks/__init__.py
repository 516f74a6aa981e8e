"""How fast aimath is beside what it could be compared with."""
