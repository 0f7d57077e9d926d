import type { MemberId } from './ids.ts';

/** Something the bridge itself says, before either platform's form is put on it. */
export interface Speech {
  readonly text: string;
  /** Buttons stand below the text and stay there; the text alone must say the same. */
  readonly buttons?: readonly Button[];
  /**
   * The same as a list, where there are lists: the text's first line is then its title, the buttons turn
   * its pages. `text` stays the complete reading and is all that is said where a list cannot be shown.
   */
  readonly rows?: readonly Row[];
  /** An address that a QR image shows after the text, in a 1:1 room; the text names it too. */
  readonly qr?: string;
  /** Name to speak under on LINE (line.md §2.8). */
  readonly sender?: string;
  /** Whose name that is, where it is a member's. */
  readonly senderId?: MemberId;
  /** The icon beside that name. */
  readonly senderIconUrl?: string;
}

/** One line of a list. */
export interface Row {
  readonly title: string;
  readonly subtitle: string;
  /** A PNG. */
  readonly pictureUrl: string | null;
  /** Whose photo it is to be, where that has not been asked for. */
  readonly pictureOf?: MemberId;
  /** What the row is there for; absent: to be read. */
  readonly button?: SayButton;
}

/** What a button shows: LINE counts graphemes, LINE WORKS may count code units (line.md §2.7, line-works.md §3.2). */
export const LABEL_MAX = 20;

/** What a press shows as the presser's words (line.md §2.7, line-works.md §3.2). */
export const SAYS_MAX = 300;

export type Button = SayButton | LinkButton;

/** Pressing it sends `token` back and shows `says` as the presser's words. */
export interface SayButton {
  readonly label: string;
  readonly token: string;
  readonly says: string;
}

export interface LinkButton {
  readonly label: string;
  readonly url: string;
}
