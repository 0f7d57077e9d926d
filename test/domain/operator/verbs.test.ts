import { expect, test } from 'vitest';
import {
  isVerb,
  isWorkspaceVerb,
  mayUse,
  VERBS,
  type Verb,
} from '../../../src/domain/operator/verbs.ts';
import { isWorkspaceName } from '../../../src/domain/workspace-name.ts';

const verbs = Object.keys(VERBS).filter(isVerb);

test('a key that reads may ask how things are, and nothing else', () => {
  const readable: readonly Verb[] = ['show', 'status', 'doctor', 'bookmarks', 'list', 'calls'];
  expect(verbs.filter((verb) => mayUse('read', verb))).toEqual(readable);
  expect(verbs.filter((verb) => mayUse('operate', verb))).toEqual(verbs);
});

test('the registry answers for all workspaces, an object for its own', () => {
  expect(verbs.filter((verb) => !isWorkspaceVerb(verb))).toEqual(['list', 'calls']);
});

test.each(['toString', '__proto__', 'Create', ''])('%o is no verb', (name) => {
  expect(isVerb(name)).toBe(false);
});

test.each([
  ['acme', true],
  ['default', false],
  ['a1', true],
  ['acme-tokyo-2', true],
  ['a', false],
  ['-acme', false],
  ['acme-', false],
  ['ac--me', false],
  ['Acme', false],
  ['acme.eu', false],
  ['w/acme', false],
  ['a'.repeat(39), true],
  ['a'.repeat(40), false],
])('the name %s: %s', (name, fine) => {
  expect(isWorkspaceName(name)).toBe(fine);
});
