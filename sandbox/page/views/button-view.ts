/** A button of a message. */
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

/** Hands out buttons in the order in which their messages list them. */
export function dealer(buttons: readonly ButtonView[]) {
  let next = 0;
  return {
    take: (count: number) => {
      const dealt = buttons.slice(next, next + count);
      next += count;
      return dealt;
    },
    rest: () => buttons.slice(next),
  };
}
