/** The end of every goodbye in a talk room: the room stays in its member's list. */
export const FAREWELL =
  'What is written here from now on does not reach the LINE user. The bot leaves now.';
