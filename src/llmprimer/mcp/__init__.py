"""The MCP server: a catalogue for agents, over the API. The SDK is imported as the absolute `mcp`."""
