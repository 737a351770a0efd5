"""Numbers in English: 1,485,086 and 2.58; dates in the British order, as neighbours read them."""

THOUSAND_SEPARATOR = ","
DECIMAL_SEPARATOR = "."
NUMBER_GROUPING = 3
DATE_FORMAT = "j F Y"
