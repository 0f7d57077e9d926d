/**
 * Cuts the connection of an answer under way, where @hono/node-server provides that: a failing
 * stream would make it print a trace. Workers provide no such function.
 */
export function breakOffOf(env: unknown): (() => void) | null {
  if (typeof env !== 'object' || env === null || !('outgoing' in env)) return null;
  const { outgoing } = env;
  if (typeof outgoing !== 'object' || outgoing === null || !('destroy' in outgoing)) return null;
  const { destroy } = outgoing;
  return typeof destroy === 'function' ? () => void destroy.call(outgoing) : null;
}
