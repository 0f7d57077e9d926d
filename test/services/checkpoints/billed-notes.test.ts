import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SYSTEM } from '../../../src/domain/audit.ts';
import { noteSigner, writeVerifierKey } from '../../../src/proof/note-key.ts';
import { makeCheckpoint } from '../../../src/services/checkpoints/make-checkpoint.ts';
import { noCheckpointHost, noNews } from '../../../src/services/checkpoints/parts.ts';
import { noteSigningKey } from '../../../src/store/audit/checkpoints.ts';
import { fillSmallLog, openSmallLog } from '../../helpers/small-log.ts';

/** A bucket bills each look at the notes in it, and an object that was asleep knows of none. */

const log = openSmallLog();
const { context } = log;
const signer = noteSigner('kakehashi/1', generateKeyPairSync('ed25519').privateKey);
beforeAll(() => {
  fillSmallLog(log);
  noteSigningKey(context.db, { verifierKey: writeVerifierKey(signer.key), since: 0 });
});
afterAll(() => log.close());

const apart: string[] = [];
let looks = 0;
let isOut = false;

/** As after waking; `news` of an object that stayed awake. */
const make = (isBilled: boolean, news = noNews()) =>
  makeCheckpoint({
    ...{ context, signer, url: null, news },
    host: {
      ...noCheckpointHost,
      notes: {
        ...(isBilled ? { isBilled } : {}),
        all: async () => {
          looks += 1;
          return { notes: [...apart], isWhole: true };
        },
        append: async (note) => {
          if (isOut) throw new Error('503');
          apart.push(note);
        },
      },
    },
    onFault: () => undefined,
  });

test('nobody looks at what is apart while nothing has come; elsewhere each start does', async () => {
  expect(await make(true)).toMatchObject({ kind: 'made' });
  expect([looks, apart.length]).toEqual([1, 1]);
  for (let hour = 0; hour < 3; hour += 1) expect(await make(true)).toMatchObject({ kind: 'same' });
  expect(looks).toBe(1);
  expect(await make(false)).toMatchObject({ kind: 'same' });
  expect(looks).toBe(2);
});

test('what is missing apart is put there before anything new is signed', async () => {
  const taken = apart.splice(0);
  log.write({ action: 'directory.read', actor: SYSTEM, outcome: 'ok' });
  expect(await make(true)).toMatchObject({ kind: 'made' });
  expect(apart).toHaveLength(taken.length + 1);
  expect(apart[0]).toBe(taken[0]);
});

test('a note that could not be put there is put there as soon as it can', async () => {
  const news = noNews();
  isOut = true;
  log.write({ action: 'directory.read', actor: SYSTEM, outcome: 'ok' });
  const before = apart.length;
  expect(await make(true, news)).toMatchObject({ kind: 'made' });
  expect(news.storeFault).not.toBeNull();
  isOut = false;
  expect(await make(true, news)).toMatchObject({ kind: 'same' });
  expect([apart.length, news.storeFault]).toEqual([before + 1, null]);
});
