-- The month's messages of an OA as LINE last told them; no limit: null with a time.
ALTER TABLE official_accounts ADD COLUMN quota_limit INTEGER;
ALTER TABLE official_accounts ADD COLUMN quota_used INTEGER;
ALTER TABLE official_accounts ADD COLUMN quota_seen_at INTEGER;
