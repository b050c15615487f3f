"""What stands around a title, who made the work and how it is called, as drafts of references."""
