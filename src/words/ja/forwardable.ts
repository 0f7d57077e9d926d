/** The invitation, below the part that is only for the reader; empty where there is none. */
export const forwardable = (invitation: string | null): string =>
  invitation === null ? '' : `\n\nそのまま転送できる文:\n${invitation}`;
