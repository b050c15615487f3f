"""The changes that a check proposes: moved addresses and archived copies."""
