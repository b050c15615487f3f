"""The forms of lines that a person states with `import --line`."""
