/** Something the bridge itself says, before either platform's form is put on it. */
export interface Speech {
  readonly text: string;
  /** Buttons stand below the text and stay there; the text alone must say the same. */
  readonly buttons?: readonly Button[];
  /** Name to speak under on LINE (line.md §2.8). */
  readonly sender?: string;
}

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
