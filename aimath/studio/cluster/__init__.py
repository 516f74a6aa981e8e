"""Films made by many machines: a Dask scheduler hands parts of films to its workers, which send them back."""
