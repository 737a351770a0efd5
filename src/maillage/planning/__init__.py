"""What answers a person who plans: the question made of figures and files, the answer written."""
