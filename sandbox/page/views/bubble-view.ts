import type { ButtonView } from './button-view.ts';
import type { FlexView } from './flex-view.ts';

/** A message as the page draws it, whichever platform it is on. */
export interface BubbleView {
  readonly id: string;
  /** Epoch ms. */
  readonly at: number;
  /** Of the person whose device this is. */
  readonly mine: boolean;
  /** Whose it is, where that needs saying. */
  readonly name: string | null;
  readonly icon: string | null;
  /** The message's type on its platform. */
  readonly kind: string;
  readonly text: string;
  /** Entries of a list or columns of a carousel. */
  readonly rows: readonly RowView[];
  readonly buttons: readonly ButtonView[];
  /** Where the picture is. */
  readonly image: string | null;
  /** Where the file is. */
  readonly link: string | null;
  /** Of a sound or a film, as its sender said. */
  readonly durationMs: number | null;
  readonly flex: FlexView | null;
  readonly quoted: string | null;
  readonly unsent: boolean;
  /** False while, or because, the bridge has not taken it. */
  readonly delivered: boolean;
  readonly read: boolean;
}

export interface RowView {
  readonly title: string;
  readonly subtitle: string;
  readonly image: string | null;
  readonly buttons: readonly ButtonView[];
}

/** A page shows this many of a chat's messages. */
export const SHOWN_BUBBLES = 200;
