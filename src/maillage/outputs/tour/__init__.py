"""The bus's rounds as files: a page, a document, calendars and tables."""
