"""The levels of INSEE's density grid, which name the density of communes in every table."""

# From the densest.
DENSITY_LEVELS = (
    "Grands centres urbains",
    "Centres urbains intermédiaires",
    "Petites villes",
    "Ceintures urbaines",
    "Bourgs ruraux",
    "Rural à habitat dispersé",
    "Rural à habitat très dispersé",
)
