"""The forms in which a document writes its lists."""
