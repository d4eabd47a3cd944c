"""甘特图: the rows of a plan laid out on a scale of days, and drawn as SVG without scripts."""
