"""What a page may show, and in which order: plain values in, decisions out."""
