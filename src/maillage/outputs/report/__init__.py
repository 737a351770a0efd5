"""``diagnosis.pdf``: about eight pages that a project officer can put on the table of a municipal council."""

from .pdf import report_pdf, write_pdf

__all__ = ["report_pdf", "write_pdf"]
