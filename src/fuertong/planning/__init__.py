"""Two plans beside each other (规划比对): matching goals and targets, and what a revised document changes."""
