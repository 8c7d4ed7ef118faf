"""What `make bench` runs: plans of three sizes, a server, a client, one table."""
