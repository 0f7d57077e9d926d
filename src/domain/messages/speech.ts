import type { MemberId } from '../ids.ts';

/** A message of the bridge's own, before it takes either platform's form. */
export interface Speech {
  readonly text: string;
  /** Buttons below the text that stay there; the text alone must say the same. */
  readonly buttons?: readonly Button[];
  /**
   * The same as a list, where lists exist: the text's first line is then its title, and the buttons
   * turn its pages. `text` stays the complete version, and is sent alone where lists cannot be
   * shown.
   */
  readonly rows?: readonly Row[];
  /** An address shown as a QR image after the text, in a 1:1 room; the text names it too. */
  readonly qr?: string;
  /** The name to speak under on LINE (line.md §2.8). */
  readonly sender?: string;
  /** The member whose name that is, if it is a member's. */
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
  /** The member whose photo belongs here, where it has not been requested yet. */
  readonly pictureOf?: MemberId;
  /** The row's action; absent: the row is only to be read. */
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
