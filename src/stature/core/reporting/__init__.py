"""Reports: sections of typed blocks, the sentences in them, and the renderers."""
