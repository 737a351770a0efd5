"""Step 2: which communes a question is about, and the neighbours that its answer depends on."""
