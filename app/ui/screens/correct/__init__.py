"""Correct: a tender that was booked wrongly is put right afterwards, with approval."""
