"""A catalogue as a website: static pages that need no server, and that show text of strangers as text."""
