//! Where it is kept: SQLite or PostgreSQL, files, migrations.
