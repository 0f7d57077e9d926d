import { logFault, logStep } from '../../log.ts';

export type NamedLog = ReturnType<typeof namedLog>;

/**
 * The log of one workspace, each line with its name: an isolate holds several, and has one console.
 *
 * @param nameOf must not throw
 */
export const namedLog = (nameOf: () => string) => ({
  fault: (what: string, error: unknown): void => logFault(what, error, nameOf()),
  step: (facts: { readonly step: string }, ms: number | null): void => {
    const named = { ...facts, workspace: nameOf() };
    logStep(named, ms);
  },
});
