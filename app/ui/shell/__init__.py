"""The shell around the screens: the window, the top bar, the keys that hold everywhere."""
