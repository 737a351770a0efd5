"""The files of an assessment of digital fragility."""
