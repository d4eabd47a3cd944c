"""执法文书: papers of a matter of enforcement, drawn up from its own entries."""
