import { expect, test } from 'vitest';
import { VERSION } from '../../src/domain/version.ts';
import { readText } from './sources.ts';

/*
 * `npm i` silently drops packages that a registry lacks, and `npm ci` then refuses the lockfile
 * elsewhere: every platform that a package names must be in it (toolchain.md §1).
 */

interface Locked {
  readonly version?: string;
  readonly resolved?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

interface Lockfile {
  readonly packages: Readonly<Record<string, Locked>>;
}

type Versions = Readonly<Record<string, string>>;

interface Manifest {
  readonly version: string;
  readonly scripts: Versions;
  readonly dependencies: Versions;
  readonly devDependencies: Versions;
  readonly optionalDependencies: Versions;
}

const lock: Lockfile = JSON.parse(readText('package-lock.json'));
const manifest: Manifest = JSON.parse(readText('package.json'));

/** Finds a package as Node does: beside its user, then further up. */
function isLocked({ packages }: Lockfile, user: string, name: string): boolean {
  for (let place = user; ; place = place.replace(/(^|\/)node_modules\/(@[^/]+\/)?[^/]+$/, '')) {
    const beside = place === '' ? '' : `${place}/`;
    if (packages[`${beside}node_modules/${name}`] !== undefined) return true;
    if (place === '') return false;
  }
}

function missingFrom(file: Lockfile): string[] {
  return Object.entries(file.packages).flatMap(([user, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !isLocked(file, user, name))
      .map((name) => `${user || 'the project'} wants ${name}`),
  );
}

test('the lockfile is complete for every platform it names', () => {
  expect(missingFrom(lock)).toEqual([]);
});

test('a missing platform is noticed', () => {
  const name = 'node_modules/@cloudflare/workerd-darwin-64';
  const { [name]: found, ...packages } = lock.packages;
  expect(found).toBeDefined();
  expect(missingFrom({ packages })).toEqual([
    'node_modules/workerd wants @cloudflare/workerd-darwin-64',
  ]);
});

test('the lockfile names no host', () => {
  const named = Object.entries(lock.packages).filter(([, { resolved }]) => resolved !== undefined);
  expect(named).toEqual([]);
});

test('every version is exact', () => {
  const { dependencies, devDependencies, optionalDependencies } = manifest;
  const wanted = { ...dependencies, ...devDependencies, ...optionalDependencies };
  const loose = Object.entries(wanted).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version));
  expect(loose).toEqual([]);
  for (const [name, version] of Object.entries(wanted)) {
    expect(lock.packages[`node_modules/${name}`]?.version, name).toBe(version);
  }
});

test('no script relies on hooks: with ignore-scripts npm runs none', () => {
  const hooks = Object.keys(manifest.scripts).filter((name) => /^(pre|post)/.test(name));
  expect(hooks).toEqual([]);
  expect(readText('.npmrc')).toContain('ignore-scripts=true');
});

test('the version that the program tells is its own', () => {
  expect(VERSION).toBe(manifest.version);
});
