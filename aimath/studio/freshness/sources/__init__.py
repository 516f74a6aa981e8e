"""Which code of the project a film depends on, read from the source alone: nothing here is ever run."""
