import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { LineUser, UserContent } from '../../line/platform.ts';
import type { Stage } from '../stage.ts';
import type { Upload } from './samples.ts';
import * as wish from './wishes.ts';

const PREPARING_MS = 10_000;

/** What LINE's content API will answer about an attachment. */
export const FATES = ['ready', 'preparing', 'unprepared', 'deleted', 'gone'] as const;
type Fate = (typeof FATES)[number];

const by = z.object({ user: wish.id, fate: z.enum(FATES).default('ready') });
type Attachment = z.output<typeof by> & {
  readonly files: readonly Upload[];
  readonly plain?: boolean | undefined;
};

/** What a LINE user attaches: files of their own, or ready-made ones. */
export function lineUploads(on: wish.On, { line, company }: Stage): void {
  const oa = company.account.channelId;
  on('/line/files', z.intersection(by, wish.files), attach);
  on('/line/sample', z.intersection(by, wish.sample), attach);

  /** Several pictures are one set; their events come in an order of LINE's own (line.md §1.6). */
  async function attach({ user, files, fate, plain }: Attachment) {
    const phone = line.user(user);
    const kinds = files.map((file) => wish.kindOf(file, plain));
    const isSet = files.length > 1 && kinds.every((kind) => kind === 'image');
    if (!isSet) return attachOneByOne(phone, oa, files, kinds, fate);
    return line.account(oa).deliver((await holdSet(phone, oa, files, fate)).toReversed());
  }
}

async function attachOneByOne(
  phone: LineUser,
  oa: string,
  files: readonly Upload[],
  kinds: readonly wish.Kind[],
  fate: Fate,
): Promise<number | null> {
  let status: number | null = null;
  for (const [place, file] of files.entries()) {
    const sent = await phone.sendsContent(kinds[place] ?? 'file', contentOf(file, fate), { oa });
    status = sent.status;
  }
  return status;
}

/** Sends the pictures of a set without posting their events; gives the ids of these, in order. */
async function holdSet(
  phone: LineUser,
  oa: string,
  files: readonly Upload[],
  fate: Fate,
): Promise<string[]> {
  const id = randomUUID();
  const events: string[] = [];
  for (const [place, file] of files.entries()) {
    const imageSet = { id, index: place + 1, total: files.length };
    const content = { ...contentOf(file, fate), imageSet };
    const sent = await phone.sendsContent('image', content, { oa, hold: true });
    events.push(sent.webhookEventId);
  }
  return events;
}

function contentOf(file: Upload, fate: Fate): UserContent {
  const { name, bytes, durationMs } = file;
  return {
    bytes,
    fileName: name,
    contentType: wish.typeOf(file),
    ...(durationMs === undefined ? {} : { durationMs }),
    ...fateOf(fate),
  };
}

function fateOf(fate: Fate): Pick<UserContent, 'readyAfterMs' | 'fate'> {
  switch (fate) {
    case 'ready':
      return {};
    case 'preparing':
      return { readyAfterMs: PREPARING_MS };
    case 'unprepared':
    case 'deleted':
    case 'gone':
      return { fate };
    default:
      return fate satisfies never;
  }
}
