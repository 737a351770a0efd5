"""The diagnosis, column by column: tables of communes in, columns out. ``study.py`` chains them."""
