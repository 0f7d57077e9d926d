import { generateKeyPairSync } from 'node:crypto';
import { afterAll, expect, test } from 'vitest';
import { signCheckpoint } from '../../../src/proof/checkpoint.ts';
import { noteSigner, writeVerifierKey } from '../../../src/proof/note-key.ts';
import { mendStores } from '../../../src/services/checkpoints/mend-stores.ts';
import { noCheckpointHost, noNews } from '../../../src/services/checkpoints/parts.ts';
import { IN_DATABASE, witnessesOf } from '../../../src/services/checkpoints/witnesses.ts';
import {
  checkpointsAfter,
  keepCheckpoint,
  noteSigningKey,
} from '../../../src/store/audit/checkpoints.ts';
import { openSmallLog } from '../../helpers/small-log.ts';

const log = openSmallLog();
afterAll(() => log.close());
const { context } = log;
const signer = noteSigner('kakehashi/1', generateKeyPairSync('ed25519').privateKey);
noteSigningKey(context.db, { verifierKey: writeVerifierKey(signer.key), since: 0 });
const signed = (entries: number) =>
  signCheckpoint(signer, { entries, head: 'ab'.repeat(32), at: entries });

/** How many turns others had meanwhile. */
async function withTurns<Result>(work: () => Promise<Result>) {
  let turns = 0;
  let isDone = false;
  const turn = () => {
    turns += 1;
    if (!isDone) setImmediate(turn);
  };
  setImmediate(turn);
  const result = await work();
  isDone = true;
  return { result, turns };
}

/** What it finds and puts apart. */
async function mendedBeside(notes: readonly string[]) {
  const put: string[] = [];
  const { result: newest, turns } = await withTurns(() =>
    mendStores({
      ...{ context, signer, url: null, news: noNews() },
      host: {
        ...noCheckpointHost,
        notes: {
          all: async () => ({ notes, isWhole: true }),
          append: async (note) => void put.push(note),
        },
      },
      onFault: (_what, error) => {
        throw error;
      },
    }),
  );
  return { newest, put, turns };
}

test('the newest of many notes is found wherever it stands, and others have their turns', async () => {
  const notes = Array.from({ length: 800 }, (_, index) => signed(index + 1));
  const inMiddle = [...notes.slice(0, 5), signed(900), ...notes.slice(5)];
  const { newest, turns } = await mendedBeside(inMiddle);
  expect(newest).toMatchObject({ entries: 900 });
  expect(turns).toBeGreaterThan(3);
});

test('a newer one that is not signed counts for nothing', async () => {
  const forged = signed(5).replace('\n5\n', '\n9\n');
  expect((await mendedBeside([signed(3), forged])).newest).toMatchObject({ entries: 3 });
  expect((await mendedBeside([forged])).newest).toBeNull();
});

test('of many notes that are missing apart each is put there, and others have their turns', async () => {
  const notes = Array.from({ length: 300 }, (_, index) => signed(index + 1));
  context.store.transaction(() => {
    for (const [index, note] of notes.entries()) {
      keepCheckpoint(context.db, { entries: index + 1, note });
    }
    const forged = signed(301).replace('\n301\n', '\n302\n');
    keepCheckpoint(context.db, { entries: 302, note: forged });
  });
  expect(checkpointsAfter(context.db, 300, 10)).toHaveLength(1);
  const { put, turns } = await mendedBeside([]);
  expect(put).toEqual(notes);
  expect(turns).toBeGreaterThan(3);
});

test('a verification gathers the notes of both places, and others have their turns', async () => {
  const apart = Array.from({ length: 1200 }, (_, index) => `note ${index}`);
  const storedNotes = async () => ({ notes: apart, isWhole: true, superseded: 3 });
  context.store.transaction(() => {
    for (let entries = 1000; entries < 2200; entries += 1) {
      keepCheckpoint(context.db, { entries, note: `row ${entries}` });
    }
  });
  const { result, turns } = await withTurns(() => witnessesOf(context, { storedNotes }));
  const rows = result.notes.filter(({ place }) => place === IN_DATABASE).map(({ note }) => note);
  expect(rows).toHaveLength(301 + 1200);
  expect(rows.at(-1)).toBe('row 2199');
  expect(result.notes).toHaveLength(rows.length + apart.length);
  expect(turns).toBeGreaterThan(1);
  expect(result.superseded).toBe(3);
});
