-- Bodies of old events are found by id: an index of their own is a price on every webhook.
DROP INDEX inbox_bodies;

-- The event that brought a LINE message, so that an unsend finds its raw body at once.
ALTER TABLE line_messages ADD COLUMN inbox_id INTEGER;

UPDATE line_messages SET inbox_id = brought.id
FROM (
  SELECT id, json_extract(body, '$.message.id') AS message_id FROM inbox
  WHERE platform = 'line' AND body IS NOT NULL
) AS brought
WHERE brought.message_id = line_messages.message_id;

-- How far housekeeping has come. One row.
CREATE TABLE housekeeping (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  bodies_forgotten_to INTEGER NOT NULL
) STRICT;

INSERT INTO housekeeping (id, bodies_forgotten_to) VALUES (1, 0);
