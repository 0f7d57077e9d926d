/** A button of a message as the page draws it. */
export interface ButtonView {
  /** Its place among all buttons of the message. */
  readonly index: number;
  readonly label: string;
  readonly type: string;
  readonly uri: string | null;
  readonly quick: boolean;
  /** Something happens on the platform when it is pressed. */
  readonly live: boolean;
}
