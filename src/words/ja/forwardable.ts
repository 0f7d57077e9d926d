/** The invitation below what is for the reader alone; nothing where there is none. */
export const forwardable = (invitation: string | null): string =>
  invitation === null ? '' : `\n\nそのまま転送できる文:\n${invitation}`;
