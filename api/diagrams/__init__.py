"""Pictures of procedures: a layout of one's own, and what is written from it (SVG, BPMN, Mermaid)."""
