import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { runToItsEnd, startChildSandbox } from '../helpers/child-bridge.ts';

/** `npm start` without credentials, on a machine where another program may have the usual port. */

function someFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kakehashi-start-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test('two sandboxes run side by side, though neither was told a port', async () => {
  const folders = [someFolder(), someFolder()];
  const both = await Promise.all(folders.map((DATA_DIR) => startChildSandbox({ DATA_DIR })));
  const [one, other] = both.map(({ url }) => url);
  expect(one).not.toBe(other);
  for (const { url } of both) expect((await fetch(url)).status).toBe(200);
  const ends = await Promise.all(both.map((each) => each.terminate()));
  expect(ends.map(({ code }) => code)).toEqual([0, 0]);
});

test('a port that was asked for and is taken is named, with the command that goes round it', async () => {
  const first = await startChildSandbox({ DATA_DIR: someFolder() });
  const { port } = new URL(first.url);
  const second = await runToItsEnd({ DATA_DIR: someFolder(), SANDBOX: '1', PORT: port });
  await first.terminate();
  expect(second.code).toBe(1);
  expect(second.output).toMatch(
    new RegExp(`PORT ${port} is in use .*: PORT=(?!${port})\\d+ npm start`),
  );
  expect(second.output).not.toMatch(/^\s+at /m);
});
