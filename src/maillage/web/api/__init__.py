"""The platform for other programs: JSON in the open formats of the field, described by OpenAPI."""
