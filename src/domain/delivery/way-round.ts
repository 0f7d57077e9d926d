import type { Errand } from './errand.ts';
import type { RefusalReason } from './outcome.ts';
import { type Blame, type SenderForm, simplerSender } from './sender-form.ts';

/** A row of a refused call. */
export interface RefusedRow {
  readonly id: number;
  readonly errand: Errand | null;
  /** Parts of it that have been said. */
  readonly progress: number;
  /** How often it has gone another way before. */
  readonly moves: number;
  /** It carries a person's text: that is in words already. */
  readonly isText: boolean;
  readonly hasFile: boolean;
  /** Its upload has lived its day (line-works.md §4). */
  readonly uploadIsOld: boolean;
}

/** What becomes of a row, for its next request. */
export type RowChange =
  | {
      readonly id: number;
      readonly errand?: Errand;
      readonly progress?: number;
      readonly moves?: number;
    }
  /** All that had to be said of it has been said. */
  | { readonly id: number; readonly isSaid: true };

/** The first of the ways that there is; null: there is none. */
type Way = RowChange | null;

const change = ({ id }: RefusedRow, errand: Errand): RowChange => ({ id, errand });

/** A sticker or place that is not taken natively is said in words. */
export function inWords(row: RefusedRow | undefined): Way {
  const { errand, isText } = row ?? {};
  if (row === undefined || errand?.do !== 'relay' || errand.inWords || isText) return null;
  return change(row, { ...errand, inWords: true });
}

/** A list or buttons that are not taken: the text alone says the same (DESIGN §7). */
export function plainly(row: RefusedRow | undefined): Way {
  const errand = row?.errand;
  if (row === undefined || errand == null || !('speech' in errand) || errand.plain) return null;
  const hasList = (errand.speech.rows ?? []).length > 0;
  if (!hasList && (errand.speech.buttons ?? []).length === 0) return null;
  // Long texts stand above their buttons and have gone out: nothing is left to be said.
  if (!hasList && row.progress > 0) return { id: row.id, isSaid: true };
  return { id: row.id, errand: { ...errand, plain: true }, progress: 0 };
}

/** A picture's id lives 24 hours (line-works.md §4): one that is not taken is uploaded again, once. */
function pictureAgain(row: RefusedRow | undefined): Way {
  const errand = row?.errand;
  if (row === undefined || errand?.do !== 'show-qr' || errand.uploadedAnew) return null;
  return change(row, { ...errand, fileId: null, uploadedAnew: true });
}

/**
 * What LINE WORKS does not take as an image, video or audio (mp3, anything over 1 MB: line-works.md §3.2,
 * §4) goes as a file, once, with an upload of its own: the old one may be what was refused.
 */
function asFile(row: RefusedRow | undefined): Way {
  const errand = row?.errand;
  if (row === undefined || errand?.do !== 'relay' || errand.asFile || !row.hasFile) return null;
  const { upload: _upload, ...rest } = errand;
  return change(row, { ...rest, asFile: true });
}

/** An upload that has lived its day is what was refused: the message gets a new one (line-works.md §4). */
function withNewUpload(row: RefusedRow | undefined): Way {
  const errand = row?.errand;
  if (row === undefined || errand?.do !== 'relay' || !errand.upload || !row.uploadIsOld)
    return null;
  const { upload: _upload, ...rest } = errand;
  return change(row, rest);
}

const isFormRefusal = (reason: RefusalReason) => reason === 'bad-request' || reason === 'too-large';

/** Which calls of LINE WORKS these rows were refused in. */
export type WorksSay = 'say-in-channel' | 'say-to-member' | 'upload-media';

/**
 * In which simpler form a row goes again that LINE WORKS has refused: each form once.
 *
 * @returns null: there is none that has not been tried
 */
export function simplerOnWorks(
  say: WorksSay,
  reason: RefusalReason,
  row: RefusedRow | undefined,
): RowChange | null {
  const whole = isFormRefusal(reason) ? asFile(row) : null;
  if (say === 'upload-media') return whole;
  const isBad = reason === 'bad-request';
  if (say === 'say-in-channel') {
    return withNewUpload(row) ?? whole ?? (isBad ? (inWords(row) ?? plainly(row)) : null);
  }
  // An id of a picture that has died may be told either way.
  const picture = isBad || reason === 'not-found' ? pictureAgain(row) : null;
  return withNewUpload(row) ?? whole ?? (isBad ? plainly(row) : null) ?? picture;
}

/** Whether words that a room did not take go to a new room, once: the bot was thrown out, or it is gone. */
export const needsNewRoom = (reason: RefusalReason): boolean =>
  reason === 'forbidden' || reason === 'not-found';

/** What was refused said of its senders: each name once, and whether there was an icon. */
export interface Sent {
  readonly names: ReadonlySet<string>;
  readonly icon: boolean;
}

/**
 * How rows go again that LINE has refused for what is in them. What LINE names as the cause goes first; where it
 * names none, one message's form is doubted before its name. LINE refuses a batch as a whole (line.md §2.1):
 * alone, only the bad message is refused.
 */
export function simplerOnLine(
  rows: readonly RefusedRow[],
  sent: Sent,
  blames: Blame | null,
): { readonly again: boolean; readonly changes: readonly RowChange[] } {
  const [first] = rows;
  const sender = nextSender(rows, sent, blames);
  const go = (...changes: readonly RowChange[]) => ({ again: true, changes });
  if (rows.length === 1 && blames === null) {
    if (sender?.name) return go(...dressed(rows, sent, sender));
    const form = inWords(first) ?? plainly(first);
    if (form !== null) return go(form);
    if (sender !== null) return go(...dressed(rows, sent, sender));
    return { again: false, changes: dressed(rows, sent, wholeOf(rows, sent)) };
  }
  if (sender !== null) return go(...dressed(rows, sent, sender));
  // The sender is not what is refused: they have it back.
  const back = rows.map((row) => ({ ...row, errand: dress(row.errand, NOTHING_DROPPED) }));
  if (back.length > 1) {
    return go(...back.map(({ id, errand, moves }) => ({ id, ...given(errand), moves: moves + 1 })));
  }
  const form = inWords(back[0]) ?? plainly(back[0]);
  if (form !== null) return go(form);
  return { again: false, changes: [] };
}

const NOTHING_DROPPED: SenderForm = { name: false, icon: false };

const given = (errand: Errand | null) => (errand === null ? {} : { errand });

/** What a row goes without. */
function droppedOf(errand: Errand | null): SenderForm {
  if (errand?.do !== 'relay' && errand?.do !== 'tell-line-user') return NOTHING_DROPPED;
  return { name: errand.withoutName ?? false, icon: errand.withoutIcon ?? false };
}

/** The sender as it was first put. */
function wholeOf(rows: readonly RefusedRow[], sent: Sent): SenderForm {
  const dropped = rows.map(({ errand }) => droppedOf(errand));
  return {
    name: sent.names.size > 0 || dropped.some(({ name }) => name),
    icon: sent.icon || dropped.some(({ icon }) => icon),
  };
}

/** The next form of the sender; null when it is not what is refused. */
function nextSender(
  rows: readonly RefusedRow[],
  sent: Sent,
  blames: Blame | null,
): SenderForm | null {
  const { names, icon } = sent;
  const next = simplerSender(wholeOf(rows, sent), { name: names.size > 0, icon }, blames);
  // Of several names only one may be the fault: each goes alone then.
  return next !== null && !next.name && names.size > 1 ? null : next;
}

/** The rows with this form of the sender, of what they were first put with. */
function dressed(rows: readonly RefusedRow[], sent: Sent, next: SenderForm): RowChange[] {
  const whole = wholeOf(rows, sent);
  const dropped = { name: whole.name && !next.name, icon: whole.icon && !next.icon };
  return rows.map(({ id, errand }) => ({ id, ...given(dress(errand, dropped)) }));
}

/** An errand that goes without these. */
function dress(errand: Errand | null, dropped: SenderForm): Errand | null {
  if (errand?.do !== 'relay' && errand?.do !== 'tell-line-user') return errand;
  const { withoutName: _name, withoutIcon: _icon, ...rest } = errand;
  return {
    ...rest,
    ...(dropped.name ? { withoutName: true as const } : {}),
    ...(dropped.icon ? { withoutIcon: true as const } : {}),
  };
}
