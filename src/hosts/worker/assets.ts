import type { Asset, ReadAsset } from '../../media/assets.ts';

/** What is asked of the binding `ASSETS`: the files of src/assets, uploaded beside the bundle. */
export interface AssetsBinding {
  fetch(url: string, how: { readonly signal: AbortSignal }): Promise<Response>;
}

/** wrangler.toml has no `[assets]`, or was deployed without it. Only a fault's name is logged. */
export class NoAssetsBinding extends Error {
  override readonly name = 'NoAssetsBinding';
}

/** It was deployed without this file. */
export class NoSuchAsset extends Error {
  override readonly name = 'NoSuchAsset';
}

/** They are small, and near. */
const DEADLINE_MS = 10_000;

/**
 * Reads a file of src/assets.
 *
 * @throws NoAssetsBinding, NoSuchAsset, or what the binding throws
 */
export async function fetchAsset(binding: AssetsBinding | undefined, name: Asset): Promise<string> {
  if (binding === undefined) throw new NoAssetsBinding();
  // The binding looks at the path alone.
  const url = `https://assets/${name}`;
  const response = await binding.fetch(url, { signal: AbortSignal.timeout(DEADLINE_MS) });
  if (response.status === 200) return response.text();
  await response.body?.cancel();
  throw new NoSuchAsset();
}

/** Whoever needs the file goes on without it. */
export const assetsBy =
  (
    fetchNamed: (name: Asset) => Promise<string>,
    onFault: (what: string, error: unknown) => void,
  ): ReadAsset =>
  async (name) => {
    try {
      return await fetchNamed(name);
    } catch (error) {
      onFault(`assets: ${name}`, error);
      return null;
    }
  };
