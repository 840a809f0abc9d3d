"""Version 8: the texts and rules of stripped lines, once each."""

from sqlite_utils import Database

from crawler.migrations.registry import migrations

# phrase: what removed_line names by number, a rule or the text of a line (crawler.storage.removed). The view is made anew at the
# end of the migration; while it is there, SQLite would let it follow the old table under its new name.
_STATEMENTS = """
DROP VIEW IF EXISTS removed;
CREATE TABLE phrase (
    id INTEGER PRIMARY KEY,
    text TEXT NOT NULL UNIQUE
);
ALTER TABLE removed_line RENAME TO removed_before;
CREATE TABLE removed_line (
    article_id INTEGER NOT NULL REFERENCES article(id),
    revision INTEGER NOT NULL,
    number INTEGER NOT NULL,
    position INTEGER NOT NULL,
    rule_id INTEGER NOT NULL,
    text_id INTEGER NOT NULL,
    PRIMARY KEY (article_id, revision, number)
) WITHOUT ROWID;
INSERT OR IGNORE INTO phrase (text) SELECT rule FROM removed_before UNION SELECT text FROM removed_before;
INSERT INTO removed_line (article_id, revision, number, position, rule_id, text_id)
    SELECT article_id, revision, number, position, rule.id, line.id FROM removed_before old
    JOIN phrase rule ON rule.text = old.rule JOIN phrase line ON line.text = old.text;
DROP TABLE removed_before"""


@migrations()
def phrases(db: Database) -> None:
    """The texts and rules of stripped lines, once each."""
    for statement in _STATEMENTS.split(";\n"):
        db.execute(statement)
