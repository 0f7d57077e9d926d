import { readFileSync } from 'node:fs';
import { ASSETS, type ReadAsset } from '../../media/assets.ts';

/** The files of src/assets, read once: a start without one of them fails at once. */
export function assetsOfFolder(): ReadAsset {
  const folder = new URL('../../assets/', import.meta.url);
  const texts = new Map(ASSETS.map((name) => [name, readFileSync(new URL(name, folder), 'utf8')]));
  return async (name) => texts.get(name) ?? null;
}
