import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { LineUser } from '../../../sandbox/line/platform.ts';
import { blobFiles } from '../../../src/media/disk-blobs.ts';
import { until } from '../../helpers/child-bridge.ts';
import { type ChildWorld, startChildWorld } from '../../helpers/child-world.ts';
import { OA } from '../../helpers/company.ts';
import { fromBot } from '../../helpers/people.ts';

/** SIGKILL while a file is on its way: it arrives all the same, once, in its place. */

const TANAKA = 'tanaka@midori';

let world: ChildWorld;
let hanako: LineUser;
let callsBefore: number;
beforeEach(async () => {
  world = await startChildWorld();
  await world.link([TANAKA]);
  hanako = await world.customer('花子', TANAKA);
  callsBefore = world.works.calls.length;
});
afterEach(() => world.stop());

const blobs = () => join(world.environment.DATA_DIR ?? '', 'blobs');
const halves = () => readdirSync(join(blobs(), 'incoming'));
const digestOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const room = () => world.works.member(TANAKA).room('花子');

/** A JPEG by its first bytes, too large for any step to take at once. */
function picture(): Uint8Array {
  const bytes = new Uint8Array(8_000_000).fill(7);
  bytes.set([0xff, 0xd8, 0xff, 0xe0, 0, 16, ...Buffer.from('JFIF\0', 'latin1')]);
  return bytes;
}

/** What the member's room shows from the customer after the introduction: texts, file digests. */
const atMember = () =>
  fromBot(room().messages).flatMap(({ text, content }) => {
    if (content && 'fileId' in content) {
      const file = world.works.file(String(content.fileId));
      return file === null ? [] : [digestOf(file.bytes)];
    }
    return text.startsWith('花子の') ? [text] : [];
  });

/** The customer's phone: the member's words and files. */
const atCustomer = () =>
  hanako
    .chat(OA)
    .filter((bubble) => bubble.from === 'oa')
    .map((bubble) => bubble.message as { type: string; text?: string })
    .flatMap(({ type, text }) => (type === 'text' ? (text ?? '').split('\n') : [type]))
    .filter((said) => ['まえ', 'あと', 'template'].includes(said));

async function killAndStart(): Promise<void> {
  await world.bridge.kill();
  await world.start();
}

const nothingIsLeft = (bytes: Uint8Array) => {
  expect(halves()).toEqual([]);
  expect(blobFiles(blobs())).toEqual([digestOf(bytes)]);
};

/** Calls since the customer got a room: the pictures of invitations are uploaded as well. */
const calls = (api: string) =>
  world.works.calls.slice(callsBefore).filter((call) => call.api === api).length;

describe('an image from LINE', () => {
  const says = (text: string) => hanako.says(text, { oa: OA });
  const sends = (bytes: Uint8Array) =>
    hanako.sendsContent('image', { bytes, contentType: 'image/jpeg' }, { oa: OA });

  test.each<[string, () => void, () => boolean]>([
    [
      'in the middle of fetching it',
      () => world.line.faults.failNext({ api: 'content', action: 'stall' }),
      () => halves().length === 1,
    ],
    [
      'between fetching and uploading it',
      () => world.works.faults.failNext({ api: 'attachment', action: 'hang' }),
      () => calls('attachment') > 0 && blobFiles(blobs()).length === 1,
    ],
    [
      'in the middle of uploading it',
      () => world.works.faults.failNext({ api: 'upload', action: 'hang' }),
      () => calls('upload') > 0,
    ],
  ])('%s', async (_when, hang, isThere) => {
    const bytes = picture();
    hang();
    await says('花子のまえ');
    await sends(bytes);
    await says('花子のあと');
    await until(isThere, 'the bridge hangs there');
    expect(atMember()).not.toContain(digestOf(bytes));
    await killAndStart();
    await until(() => atMember().includes('花子のあと'), 'everything has arrived');
    expect(atMember()).toEqual(['花子のまえ', digestOf(bytes), '花子のあと']);
    nothingIsLeft(bytes);
  });
});

test('a file from LINE WORKS, in the middle of fetching it', async () => {
  const bytes = new Uint8Array(6_000_000).fill(9);
  world.works.faults.failNext({ api: 'download', action: 'stall' });
  await room().says('まえ');
  await room().sendsFile('file', { bytes, fileName: 'a.bin', contentType: 'application/pdf' });
  await room().says('あと');
  await until(() => halves().length === 1, 'half of it is here');
  await killAndStart();
  await until(() => atCustomer().includes('あと'), 'everything has arrived');
  expect(atCustomer()).toEqual(['まえ', 'template', 'あと']);
  nothingIsLeft(bytes);
});
