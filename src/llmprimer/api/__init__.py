"""The Python API: one `Catalogue` object, which the site, the terminal browser and the MCP server use too."""
