"""Step 4: access to care. One pure function per indicator: arrays in, arrays out, one value a place.

decay               minutes → weights: bands, threshold, Gaussian, exponential
density             supply per 10,000 inhabitants
nearest             minutes to the nearest place with supply, and which
coverage            supply, people within t minutes
floating_catchment  2SFCA, E2SFCA, M2SFCA, BFCA, crowding (i2SFCA), spatial availability
apl                 the official indicator: its parameters, its counted activity, what retirements take away
contribution        why: what is within reach, and where one more practitioner would help most
need                standardised population, need index
ageing              the need in a few years if everyone grows older
priority            one index of urgency, explained part by part
equity              Gini, Palma, Lorenz, concentration, Theil; weighted means, quantiles, people under a threshold
"""
