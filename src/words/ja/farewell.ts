/** The end of every goodbye in a talk room: the room stays in its member's list. */
export const FAREWELL =
  'これ以降ここに書いた内容は、LINEユーザーに届きません。ボットは退室します。';
