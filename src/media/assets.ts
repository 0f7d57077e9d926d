/** The files of src/assets: what browsers read as it stands. A host has them beside its code. */
export const ASSETS = ['style.css', 'verify.html'] as const;

export type Asset = (typeof ASSETS)[number];

/** Reads one. Null: it cannot be had now, and why has been logged. */
export type ReadAsset = (name: Asset) => Promise<string | null>;
