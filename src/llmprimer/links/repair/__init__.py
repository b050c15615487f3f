"""What a check proposes to change in a catalogue: moved addresses and archived copies."""
