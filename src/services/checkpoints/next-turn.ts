/** Gives others their turn of the event loop: a year of checkpoints is many notes. */
export const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
