"""The second reader: entries by a trained model that labels their parts, and the choice between both readers."""
