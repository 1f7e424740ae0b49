"""What travels between terminal and centre: versioned data only."""
