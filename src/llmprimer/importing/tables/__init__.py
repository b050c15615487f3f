"""Tables, and lists whose lines share their separators: what their columns hold."""
