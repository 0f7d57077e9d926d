import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { BubbleButton, LineUser, UserContent } from '../line/platform.ts';
import { markedText, ODDITIES } from './line-says.ts';
import type { Upload } from './samples.ts';
import type { Stage } from './stage.ts';
import * as wish from './wishes.ts';

const PREPARING_MS = 10_000;

/** What LINE's content API will answer about an attachment. */
export const FATES = ['ready', 'preparing', 'unprepared', 'deleted', 'gone'] as const;
type Fate = (typeof FATES)[number];

const user = z.object({ user: wish.id });
const fate = z.object({ fate: z.enum(FATES).default('ready') });
const keyed = z.object({ key: z.enum(['unknown', 'external']) });

/** What a LINE user does in the chat with the OA. */
export function lineActions(on: wish.On, { line, company }: Stage): void {
  const oa = company.account.channelId;
  const phone = (it: { readonly user: string }) => line.user(it.user);

  on(
    '/line/says',
    user.extend({ text: wish.words, quote: wish.id.optional(), marked: z.boolean().optional() }),
    (it) => {
      const to = it.quote === undefined ? { oa } : { oa, quote: it.quote };
      if (it.marked !== true) return phone(it).says(it.text, to);
      return phone(it).sends(markedText(it.text, line.account(oa)), to);
    },
  );
  on(
    '/line/sticker',
    user.extend({
      ...wish.sticker.shape,
      keywords: z.array(wish.words).max(15),
      text: wish.words.optional(),
      quote: wish.id.optional(),
    }),
    ({ user, packageId, stickerId, keywords, text, quote }) =>
      line.user(user).sendsSticker(packageId, stickerId, {
        oa,
        keywords,
        ...(text === undefined ? {} : { text, resourceType: 'MESSAGE' }),
        ...(quote === undefined ? {} : { quote }),
      }),
  );
  on('/line/place', user.extend({ spot: wish.spot }), (it) => {
    const { title, ...place } = it.spot;
    return phone(it).sendsLocation(title === '' ? place : { ...place, title }, { oa });
  });
  on('/line/oddity', user.extend(keyed.shape), (it) => phone(it).sends(ODDITIES[it.key], { oa }));
  on('/line/files', z.intersection(user.extend(fate.shape), wish.files), (it) =>
    attached(phone(it), it.files, it),
  );
  on('/line/sample', z.intersection(user.extend(fate.shape), wish.sample), (it) =>
    attached(phone(it), it.files, it),
  );
  on('/line/friend', user.extend({ action: z.enum(['follow', 'block', 'unblock']) }), (it) =>
    phone(it)[it.action](oa),
  );
  on('/line/unsend', user.extend({ bubble: wish.id }), (it) =>
    phone(it).unsends(it.bubble, { oa }),
  );
  on('/line/tap', user.extend(wish.button.shape), (it) => {
    const found = phone(it)
      .chat(oa)
      .find(({ id }) => id === it.bubble)?.buttons[it.button];
    return pressed(phone(it), found);
  });

  /** Several pictures are one set; their events come in an order of LINE's own (line.md §1.6). */
  async function attached(
    phone: LineUser,
    files: readonly Upload[],
    how: { readonly fate: Fate; readonly plain?: boolean | undefined },
  ) {
    const kinds = files.map((file) => wish.kindOf(file, how.plain));
    const isSet = files.length > 1 && kinds.every((kind) => kind === 'image');
    const id = randomUUID();
    const events: string[] = [];
    let status: number | null = null;
    for (const [place, file] of files.entries()) {
      const set = { imageSet: { id, index: place + 1, total: files.length } };
      const content = { ...contentOf(file, how.fate), ...(isSet ? set : {}) };
      const kind = kinds[place] ?? 'file';
      const sent = await phone.sendsContent(kind, content, { oa, hold: isSet });
      events.push(sent.webhookEventId);
      status = sent.status;
    }
    return isSet ? line.account(oa).deliver(events.toReversed()) : status;
  }

  function pressed(phone: LineUser, button: BubbleButton | undefined): wish.Outcome {
    if (button === undefined) throw new Error('no such button');
    const { type, data, displayText } = button;
    if (type === 'postback') {
      return phone.taps(data ?? '', displayText === undefined ? { oa } : { oa, displayText });
    }
    if (type === 'message') return phone.says(button.text ?? button.label, { oa });
    throw new Error(`a ${type} button does nothing on the platform`);
  }
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
