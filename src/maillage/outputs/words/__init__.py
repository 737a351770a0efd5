"""Words and numbers for people: sentences that a councillor can say aloud, in French first, in English too."""
