"""The Python API: one `Catalogue` object that the command line, the page, the browser and the MCP server stand on."""
