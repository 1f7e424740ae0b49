"""Pay: gather tenders until nothing remains."""
