"""What people and programs meet: SPARQL over HTTP, the REST API, pages, and the command line."""
