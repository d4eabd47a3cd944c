"""Official documents: what they say (``official``), and how that becomes a Word or a PDF file."""
