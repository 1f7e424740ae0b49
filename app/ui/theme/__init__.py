"""How everything looks: tokens, the current look, its style sheet, icons. Colours and fonts live here alone."""
