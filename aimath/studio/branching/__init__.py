"""One film made by several processes of one machine, each some of its frames."""
