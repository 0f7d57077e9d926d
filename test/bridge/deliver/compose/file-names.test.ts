import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { nameInHeaders } from '../../../../bridge/deliver/compose/name-in-headers.ts';
import { judgeFile } from '../../../../src/domain/files/file-policy.ts';
import { blobFiles } from '../../../../src/media/disk-blobs.ts';
import { media } from '../../../../src/store/schema.ts';
import { OA } from '../../../helpers/company.ts';
import { startLinkedWorld } from '../../../helpers/linked.ts';
import { type LineChat, textsOf } from '../../../helpers/people.ts';
import { mp4 } from '../../../helpers/sounds.ts';
import type { World } from '../../../helpers/world.ts';

/** Files that come without a name, or with half a name. */

const PDF = Buffer.from('%PDF-1.7\n1 0 obj\n');

describe('a name in the headers', () => {
  const latin1 = (text: string) => Buffer.from(text).toString('latin1');

  test.each([
    [`attachment; filename="a.pdf"; filename*=UTF-8''%E8%A6%8B%E7%A9%8D.pdf`, '見積.pdf'],
    // UTF-8 bytes as they stand on the wire, however the client has read them.
    [`attachment; filename="${latin1('見積.pdf')}"`, '見積.pdf'],
    ['attachment; filename="見積.pdf"', '見積.pdf'],
    // As many storages write it.
    ['attachment; filename="%E8%A6%8B%E7%A9%8D.pdf"', '見積.pdf'],
    ['attachment; filename=%E8%A6%8B%E7%A9%8D.pdf', '見積.pdf'],
    // Text that is no encoding stays as it is.
    ['attachment; filename="100%.pdf"', '100%.pdf'],
    ['attachment; filename="50%25.pdf"', '50%25.pdf'],
    [`attachment; filename="caf\u00e9.pdf"`, 'caf\u00e9.pdf'],
    [`attachment; filename="a \\"b\\".pdf"`, 'a "b".pdf'],
    ['attachment', null],
    [undefined, null],
  ])('%s', (header, name) => {
    expect(nameInHeaders(header)).toBe(name);
  });
});

describe('a rule against an extension', () => {
  let world: World;
  let hanako: LineChat;
  beforeEach(async () => {
    world = await startLinkedWorld();
    hanako = world.lineUser('山田花子');
    await hanako.says('トークID: tanaka');
  });
  afterEach(() => world.stop());

  const sends = async (kind: 'video' | 'file', bytes: Uint8Array, fileName?: string) => {
    const named = fileName === undefined ? {} : { fileName };
    const content = { bytes, contentType: 'application/octet-stream', ...named };
    await hanako.user.sendsContent(kind, content, { oa: OA });
    await world.settle();
  };
  const room = () => world.tanaka.room('山田花子');

  test.each<['video' | 'file', Uint8Array, string | undefined, string]>([
    ['video', mp4(3000), undefined, 'mp4'],
    ['file', PDF, '契約書', 'pdf'],
  ])('holds for a %s that has none of its own', async (kind, bytes, fileName, extension) => {
    await world.suzuki.commands(`file block ${extension}`);
    await sends(kind, bytes, fileName);
    expect(room().messages.some((bubble) => 'fileId' in (bubble.content ?? {}))).toBe(false);
    expect(hanako.lastReceived?.text).toContain(`「.${extension}」`);
    expect(textsOf(room()).at(-1)).toContain('禁止されている拡張子');
    const [row] = world.bridge.workspace.context.db.select().from(media).all();
    expect(row).toMatchObject({ state: 'refused', sha256: null });
    await world.later(3000);
    expect(blobFiles(join(world.folder, 'blobs'))).toEqual([]);
  });

  test('made after the file came in stops it, too', async () => {
    world.works.faults.failNext({ api: 'upload', times: 1, status: 429 });
    await sends('video', mp4(3000));
    await world.suzuki.commands('file block mp4');
    await world.later(120_000);
    expect(room().messages.some((bubble) => 'fileId' in (bubble.content ?? {}))).toBe(false);
    expect(hanako.lastReceived?.text).toContain('「.mp4」');
  });

  test('gives way to a name the file brings along', () => {
    const policy = {
      inbound: 'allow',
      outbound: 'allow',
      blocked: ['pdf'],
      limitBytes: null,
    } as const;
    const file = { kind: 'file', fileName: 'a.txt', size: 1 } as const;
    expect(judgeFile(policy, 'in', file)).toEqual({ kind: 'pass' });
  });
});
