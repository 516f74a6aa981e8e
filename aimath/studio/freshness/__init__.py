"""Whether films still show what the code says: what they were made from, and what of it has changed."""
