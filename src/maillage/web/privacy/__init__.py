"""What is remembered, and what is promised about it: journal, classification of columns, consents, retention."""
