"""What is sent to people: e-mail, SMS, letters, calls, each written in the same transaction as its cause."""
