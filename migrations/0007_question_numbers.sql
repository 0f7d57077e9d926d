-- The rooms of a question in the order of their numbers: a typed number means what was shown.
ALTER TABLE questions ADD COLUMN numbered TEXT NOT NULL DEFAULT '[]';
