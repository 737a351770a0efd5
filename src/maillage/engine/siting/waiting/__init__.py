"""How long people wait for an appointment or at the door, and what keeps the wait short."""
