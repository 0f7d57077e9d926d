import { expect, test } from 'vitest';
import { type FailingStatements, failingStatements, WRITE_FAULTS } from '../failing-statements.ts';
import { type Swept, sweep } from '../sweep.ts';
import { type Deed, startTalkThrough, type TalkThrough } from '../talk-through.ts';

/** Sweeps in a world of its own: what has been said before makes every question about it slower. */
async function swept(deed: Deed, run: (talk: TalkThrough) => Promise<Swept>): Promise<void> {
  const port: FailingStatements = failingStatements();
  const talk = await startTalkThrough(port, deed);
  try {
    const { bad, rounds, writes } = await run(talk);
    console.log(`${deed}: ${rounds} rounds, up to ${writes} writes and commits in each`);
    expect(bad).toEqual([]);
    // A port that meets no statement finds nothing bad.
    expect(writes).toBeGreaterThan(20);
  } finally {
    port.remove();
    await talk.stop();
  }
}

test.each(WRITE_FAULTS.flatMap((code) => [true, false].map((undoes) => ({ code, undoes }))))(
  'every write of two texts: %o',
  (fault) => swept('texts', (talk) => sweep(talk, 1, () => [fault])),
);

test.each([1, 2, 3])('every third write of two files, from the %s.', (first) =>
  swept('files', (talk) =>
    sweep(
      talk,
      3,
      (from) => [
        { code: WRITE_FAULTS[from % WRITE_FAULTS.length] ?? 'SQLITE_FULL', undoes: from % 2 === 0 },
      ],
      first,
    ),
  ),
);
