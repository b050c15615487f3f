"""The Python API: the class `Catalogue`, which the site, the terminal browser and the MCP server also use."""
