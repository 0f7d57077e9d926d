import { expect, test } from 'vitest';
import { NO_CLAIMS } from '../../../src/domain/operator/claims.ts';
import {
  forgetConfigured,
  notePoked,
  periodOf,
  registerConfigured,
  workspacesToPoke,
} from '../../../src/services/registry/watch-workspaces.ts';
import { channelsOf } from '../../../src/store/registry/channels.ts';
import { findWorkspace, workspaceOfDomain } from '../../../src/store/registry/workspaces.ts';
import { memoryRegistry } from '../../helpers/registry-database.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

test.each([
  ['nothing waits', null, 24 * HOUR],
  ['work is due at once', 0, HOUR],
  ['work is due in three hours', 3 * HOUR, 3 * HOUR + 10 * MINUTE],
  ['work is due in a week', 7 * 24 * HOUR, 24 * HOUR],
])('the watchdog waits until an alarm must have fired: %s', (_, inMs, period) => {
  expect(periodOf({ nextAt: inMs === null ? null : 5000 + inMs }, 5000)).toBe(period);
});

test('it looks after those that were quiet for longer than their own period', () => {
  const db = memoryRegistry();
  const names = (now: number) => workspacesToPoke(db, now).map(({ name }) => name);
  for (const name of ['acme', 'midori']) {
    registerConfigured(db, { name, objectId: name, claims: NO_CLAIMS }, 0);
  }
  expect(names(HOUR - 1)).toEqual([]);
  expect(names(HOUR)).toEqual(['acme', 'midori']);
  const poked = { state: null, version: '0.1.0', nextAt: 4 * HOUR, wasEnded: true };
  notePoked(db, 'acme', poked, HOUR);
  expect(names(4 * HOUR)).toEqual(['midori']);
  expect(names(4 * HOUR + 10 * MINUTE)).toEqual(['midori', 'acme']);
  expect(findWorkspace(db, 'acme')).toMatchObject({ revived_at: HOUR, version: '0.1.0' });
  notePoked(db, 'acme', { ...poked, state: 'deleted', wasEnded: false }, 5 * HOUR);
  expect(names(100 * HOUR)).toEqual(['midori']);
  notePoked(db, 'nobody', poked, HOUR);
});

test('the workspace of the environment is on record with its domain, which no other can take', () => {
  const db = memoryRegistry();
  const claims = {
    domainId: '400',
    channels: [{ variable: 'LINE_CHANNEL_ID', channelIds: ['1'] }],
  };
  registerConfigured(db, { name: 'default', objectId: 'a', claims }, 0);
  registerConfigured(db, { name: 'default', objectId: 'a', claims }, HOUR);
  expect(findWorkspace(db, 'default')).toMatchObject({ domain_id: '400', created_at: 0 });
  expect(channelsOf(db, 'default')).toHaveLength(1);
  // Another domain in the environment is another object.
  const other = { ...claims, domainId: '500' };
  registerConfigured(db, { name: 'default', objectId: 'b', claims: other }, 2 * HOUR);
  expect(findWorkspace(db, 'default')).toMatchObject({ domain_id: '500', object_id: 'b' });
});

test('what the environment no longer names is free, and its own again once it names it', () => {
  const db = memoryRegistry();
  const named = (...channelIds: string[]) => ({
    name: 'default',
    objectId: 'a',
    claims: { domainId: '400', channels: [{ variable: 'LINE_CHANNELS', channelIds }] },
  });
  const channels = () => channelsOf(db, 'default').map(({ channel_id: id }) => id);
  forgetConfigured(db);
  expect(findWorkspace(db, 'default')).toBeNull();
  registerConfigured(db, named('1', '2'), 0);
  registerConfigured(db, named('2'), 0);
  expect(channels()).toEqual(['2']);
  forgetConfigured(db);
  expect(channels()).toEqual([]);
  expect(workspacesToPoke(db, 100 * HOUR)).toEqual([]);
  expect(workspaceOfDomain(db, '400')).toBeNull();
  registerConfigured(db, named('1'), 0);
  expect(findWorkspace(db, 'default')).toMatchObject({ state: 'live', domain_id: '400' });
  expect(channels()).toEqual(['1']);
});
