-- Whether somebody chose the language of the answers, or it was taken from what they typed last. Until now only
-- the command `lang` wrote such rows, so all of them were chosen.
ALTER TABLE languages ADD COLUMN chosen INTEGER NOT NULL DEFAULT 1 CHECK (chosen IN (0, 1));

-- The language somebody has LINE WORKS in, as the directory tells it. Null until the next reading.
ALTER TABLE members ADD COLUMN locale TEXT;
