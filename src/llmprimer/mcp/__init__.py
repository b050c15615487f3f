"""The MCP server: gives agents access to a catalogue through the API. `mcp` in imports is the SDK, not this package."""
