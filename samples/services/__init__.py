"""The only writers of uploads, plans, draws, substitutions and sharing out."""
