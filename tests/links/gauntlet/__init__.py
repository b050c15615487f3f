"""A gauntlet for link checks: pages and manners of the web, each with the verdict that a person would give."""
