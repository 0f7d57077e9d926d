import type { Source } from './sources.ts';

/**
 * Files that import one another, by whatever way round: each group of them once, by name. Imports of types
 * count: who reads one of such files has to read them all.
 */
export function circlesIn(sources: readonly Source[]): string[][] {
  const importsOf = new Map(sources.map(({ path, imports }) => [path, imports]));
  const reached = new Map(sources.map(({ path }) => [path, reachedFrom(path, importsOf)]));
  const circles = new Map<string, string[]>();
  for (const [path, targets] of reached) {
    if (!targets.has(path)) continue;
    const circle = [...targets].filter((target) => reached.get(target)?.has(path)).sort();
    circles.set(circle.join(' '), circle);
  }
  return [...circles.values()];
}

/** Everything that a file imports, and what that imports in turn; itself only by a circle. */
function reachedFrom(path: string, importsOf: ReadonlyMap<string, readonly string[]>): Set<string> {
  const reached = new Set<string>();
  const ahead = [...(importsOf.get(path) ?? [])];
  for (let next = ahead.pop(); next !== undefined; next = ahead.pop()) {
    if (reached.has(next) || !importsOf.has(next)) continue;
    reached.add(next);
    ahead.push(...(importsOf.get(next) ?? []));
  }
  return reached;
}
