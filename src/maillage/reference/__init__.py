"""The figures of all France, as Parquet, with the provenance of every column in ``provenance.json``.

Built by ``maillage sources build-reference``, read by ``engine.sources.reference.load_reference``.
"""

from pathlib import Path

FOLDER = Path(__file__).resolve().parent
