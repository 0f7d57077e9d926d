-- Lists of people are in order of reading. The key is made by the program, as is search_text: where it is
-- null both are made again at the next start. A later change of how names are folded sets it to null.
ALTER TABLE members ADD COLUMN reading_key TEXT;
CREATE INDEX members_by_reading ON members (reading_key, full_name, member_id);
CREATE INDEX members_to_fold ON members (member_id) WHERE reading_key IS NULL;
