"""Numbers as French typography wants them: 1 485 086 and 2,58."""

THOUSAND_SEPARATOR = "\u202f"
DECIMAL_SEPARATOR = ","
NUMBER_GROUPING = 3
