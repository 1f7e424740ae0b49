"""The terminal's SQLite: tables, journal, unit of work, migrations, search, backup."""
