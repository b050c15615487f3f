"""People whom lists name in places that only the whole document shows to be theirs."""
