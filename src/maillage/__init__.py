"""maillage: access to care in any French territory, measured, decided, run and answered for."""

__version__ = "0.1.0"
