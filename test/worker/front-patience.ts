/**
 * The front begins no try that a platform would not wait for (`src/hosts/worker/repeat.ts`): a callback that is refused
 * sooner was not tried to the end. Ms.
 */
export const GIVEN_UP_MS = 800;
