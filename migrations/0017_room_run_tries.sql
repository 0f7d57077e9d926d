-- A room of a run that we stumble over is tried again by itself, then set aside: `dropped` with all its tries.
ALTER TABLE room_run_rooms ADD COLUMN tries INTEGER NOT NULL DEFAULT 0;
