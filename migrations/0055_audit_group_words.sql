-- A group of segments has their words itself now, in rows below zero, which it did not before: groups are written again,
-- from the segments. The rows of those that were there become zeros in their place. They are found from the groups: going
-- through all blocks takes twenty times as long.
UPDATE audit_blocks SET bytes = zeroblob(length(bytes)) WHERE id IN (
  SELECT block.id
  FROM audit_segments AS made
  CROSS JOIN audit_blocks AS block ON block.id BETWEEN made.id * 4096 AND made.id * 4096 + 4095
  WHERE made.level = 1 AND block.id > ifnull(:after, 0)
  ORDER BY block.id
  LIMIT 500
) RETURNING id;
UPDATE audit_segments SET state = 'dropped' WHERE level = 1;
