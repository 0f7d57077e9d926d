import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { RoomView } from '../../../../sandbox/line-works/platform.ts';
import type { ContentKind } from '../../../../src/domain/messages/content.ts';
import { noBlobs } from '../../../../src/media/blob-store.ts';
import { blobFiles } from '../../../../src/media/disk-blobs.ts';
import { noPreviews } from '../../../../src/media/pictures.ts';
import { verifyChain } from '../../../../src/store/audit/verify-log.ts';
import { FILES, isFile, KINDS, memberSends, userSends } from '../../../helpers/kinds.ts';
import { startLinkedWorld } from '../../../helpers/linked.ts';
import { fromBot, type LineChat } from '../../../helpers/people.ts';
import { auditOf } from '../../../helpers/webhooks.ts';
import type { World, WorldOptions } from '../../../helpers/world.ts';

/**
 * Every kind, each way, in every state of a talk and on runtimes that lack a part. The file policy
 * has a matrix of its own (media-matrix.test.ts).
 */

type Direction = 'in' | 'out';

/** A talk of 山田花子 in one state. */
interface Talk {
  readonly hanako: LineChat;
  /** Where her member reads and writes. */
  readonly room: RoomView;
  /** Chats that must not show any of it. */
  readonly elsewhere: readonly (RoomView | LineChat)[];
}

/** All traces of a cell, everywhere. */
interface Outcome {
  /** In the room, by the bot. */
  readonly room: readonly unknown[];
  /** On her phone, by the OA. */
  readonly phone: readonly unknown[];
  readonly elsewhere: readonly string[];
  readonly fetched: number;
  /** How many files reached the disk. */
  readonly blobs: number;
  readonly audit: readonly string[];
}

interface State {
  readonly directions: readonly Direction[];
  readonly begin: () => Promise<Talk>;
  /** Before each message. */
  readonly before?: () => Promise<void>;
  readonly expected: (direction: Direction, kind: ContentKind) => Outcome;
  /** After each message: the question "to whom?" is answered, and this follows. */
  readonly answer?: (talk: Talk) => Promise<void>;
}

let world: World;
afterEach(() => world.stop());

const has = (...parts: readonly string[]): unknown =>
  expect.stringMatching(new RegExp(parts.join('.*'), 's'));
const NOTHING: Outcome = { room: [], phone: [], elsewhere: [], fetched: 0, blobs: 0, audit: [] };

/** In the best form the other side has. */
const SHOWN: Readonly<Record<Direction, Readonly<Record<ContentKind, unknown>>>> = {
  in: {
    text: 'text こんにちは',
    sticker: 'sticker [sticker 446/1988]',
    location: has('^location 本店', '大阪市北区'),
    image: 'image [image]',
    video: 'video [video]',
    audio: 'audio [audio]',
    file: 'file [file]',
    unknown: 'text [表示できない種類のメッセージが届きました]',
  },
  out: {
    text: 'text こんにちは',
    sticker: 'sticker [sticker]',
    location: has('^location ', '大阪市北区'),
    image: 'image [image]',
    video: 'video [video]',
    audio: 'audio [audio]',
    file: has('^template a\\.pdf', '/media/'),
    // LINE WORKS sends no callback about a type it does not know.
    unknown: null,
  },
};

/** Under the customer's name, for a room that several share. */
const HEADED: Readonly<Record<ContentKind, readonly unknown[]>> = {
  text: ['text ▸山田花子\nこんにちは'],
  // LINE WORKS shows neither with a name over it.
  sticker: [has('^text ▸山田花子\n\\[スタンプ\\]', 'https://')],
  location: [has('^text ▸山田花子\n\\[位置情報\\]', '大阪市北区', 'https://')],
  image: ['text ▸山田花子\n[画像]', 'image [image]'],
  video: ['text ▸山田花子\n[動画]', 'video [video]'],
  audio: ['text ▸山田花子\n[音声]', 'audio [audio]'],
  file: ['text ▸山田花子\n[ファイル] a.pdf', 'file [file]'],
  unknown: ['text ▸山田花子\n[表示できない種類のメッセージが届きました]'],
};

const kept = (direction: Direction, kind: ContentKind) =>
  isFile(kind) ? [`media.keep ${direction} ${kind} ok`] : [];

function relayed(direction: Direction, kind: ContentKind): Outcome {
  if (direction === 'out' && kind === 'unknown') return NOTHING;
  const of = `${direction} ${kind}`;
  return {
    ...NOTHING,
    [direction === 'in' ? 'room' : 'phone']: [SHOWN[direction][kind]],
    fetched: isFile(kind) ? 1 : 0,
    blobs: isFile(kind) ? 1 : 0,
    audit: [
      `message.receive ${of} relayed`,
      ...kept(direction, kind),
      `message.deliver ${of} sent`,
    ],
  };
}

const headed = (direction: Direction, kind: ContentKind): Outcome =>
  direction === 'out' ? relayed('out', kind) : { ...relayed('in', kind), room: HEADED[kind] };

/** Kept at once, since contents expire; not shown before the speaker has named the addressee. */
function held(direction: Direction, kind: ContentKind): Outcome {
  if (direction === 'out' && kind === 'unknown') return NOTHING;
  const head = direction === 'in' ? '' : '［お知らせ］';
  const question = has(`template ${head}どなたへのメッセージですか`, 'お預かりします');
  return {
    ...NOTHING,
    [direction === 'in' ? 'phone' : 'room']: [question],
    fetched: isFile(kind) ? 1 : 0,
    blobs: isFile(kind) ? 1 : 0,
    audit: [
      `message.receive ${direction} ${kind} held`,
      ...(direction === 'in' ? ['notice.deliver sent'] : []),
      ...kept(direction, kind),
    ],
  };
}

/** Once, to the chosen one; the chooser is told. The answer has entries of its own. */
const released = (direction: Direction, kind: ContentKind): Outcome => ({
  ...NOTHING,
  [direction === 'in' ? 'room' : 'phone']: [SHOWN[direction][kind]],
  [direction === 'in' ? 'phone' : 'room']: [has('お預かりしていたメッセージ1件を')],
  audit: expect.arrayContaining([`message.deliver ${direction} ${kind} sent`]),
});

const blocked = (_: Direction, kind: ContentKind): Outcome =>
  kind === 'unknown'
    ? NOTHING
    : {
        ...NOTHING,
        room: [has('「山田花子」さんにブロックされているため、このメッセージは送っていません')],
        audit: [`message.receive out ${kind} refused refuse-blocked`],
      };

/** Files cannot be kept: both sides are told, all else goes through. */
function nowhereToKeep(direction: Direction, kind: ContentKind): Outcome {
  if (!isFile(kind)) return relayed(direction, kind);
  const { name } = FILES[kind];
  const of = `${direction} ${kind}`;
  const told =
    direction === 'in'
      ? {
          phone: [has(`ただいま${name}をお受けできません`, '届いていません')],
          room: [
            has(`${name}が送られましたが`, '保存できません', '届いていないことをお知らせします'),
          ],
        }
      : { room: [has(`保存できないため、この${name}は送っていません`)] };
  return {
    ...NOTHING,
    ...told,
    fetched: 1,
    audit: [
      `message.receive ${of} relayed`,
      `media.refuse ${of} refused no-room`,
      `message.deliver ${of} refused no-room`,
      ...(direction === 'in' ? ['notice.deliver sent'] : []),
    ],
  };
}

async function talk(options: WorldOptions = {}): Promise<Talk> {
  world = await startLinkedWorld(options);
  const hanako = world.lineUser('山田花子');
  await hanako.says('トークID: tanaka');
  const direct = options.works?.roomBehaviour === 'single-user';
  const room = direct ? world.tanaka.direct : world.tanaka.room('山田花子');
  return { hanako, room, elsewhere: [] };
}

/** Two members have spoken to her: the addressee of her messages is not clear. */
async function withTwoMembers(): Promise<Talk> {
  const { hanako, room } = await talk();
  await hanako.says('トークID: sato');
  return { hanako, room, elsewhere: [world.sato.room('山田花子'), world.sato.direct] };
}

/** Two customers in one room: the addressee of the member's messages is not clear. */
async function withTwoCustomers(): Promise<Talk> {
  const { hanako, room } = await talk(DIRECT);
  const ichiro = world.lineUser('鈴木一朗');
  await ichiro.says('トークID: tanaka');
  return { hanako, room, elsewhere: [ichiro] };
}

async function handedOver(): Promise<Talk> {
  const { hanako } = await talk();
  const before = world.tanaka.room('山田花子');
  await world.suzuki.commands('member handover tanaka sato');
  await world.suzuki.confirms();
  await hanako.says('佐藤さん、はじめまして');
  return { hanako, room: world.sato.room('山田花子'), elsewhere: [before, world.tanaka.direct] };
}

async function withBlocker(): Promise<Talk> {
  const begun = await talk();
  await begun.hanako.follows();
  await begun.hanako.blocks();
  return begun;
}

const DIRECT: WorldOptions = { works: { roomBehaviour: 'single-user' } };
const BOTH: readonly Direction[] = ['in', 'out'];

const STATES: Readonly<Record<string, State>> = {
  'in direct mode': { directions: BOTH, begin: () => talk(DIRECT), expected: headed },
  'not clear to which member': {
    directions: ['in'],
    begin: withTwoMembers,
    before: async () => {
      await world.tanaka.says('山田花子', '田中です');
      await world.sato.says('山田花子', '佐藤です');
    },
    expected: held,
    answer: ({ hanako }) => hanako.presses('田中 花'),
  },
  'not clear to which customer': {
    directions: ['out'],
    begin: withTwoCustomers,
    before: async () => void (await world.lineUser('鈴木一朗').says('もしもし')),
    expected: held,
    answer: async ({ room }) => {
      await room.taps('山田花子');
      await world.settle();
    },
  },
  'handed over': { directions: BOTH, begin: handedOver, expected: relayed },
  'blocked by her': { directions: ['out'], begin: withBlocker, expected: blocked },
  'without a maker of pictures': {
    directions: BOTH,
    begin: () => talk({ parts: { previews: noPreviews } }),
    expected: relayed,
  },
  'without a place for files': {
    directions: BOTH,
    begin: () => talk({ parts: { blobs: noBlobs } }),
    expected: nowhereToKeep,
  },
};

/** All that can be seen so far. */
function look({ hanako, room, elsewhere }: Talk) {
  const calls = [...world.line.calls, ...world.works.calls];
  return {
    room: fromBot(room.messages).map(({ content, text }) => `${content.type} ${text}`),
    phone: hanako.received.map(({ kind, text }) => `${kind} ${text}`),
    elsewhere: elsewhere.map((place) =>
      ('received' in place ? place.received : fromBot(place.messages)).map(({ text }) => text),
    ),
    fetches: calls.filter(({ api }) => api === 'content' || api === 'get-attachment'),
    blobs: blobFiles(join(world.folder, 'blobs')),
    audit: auditOf(world).map(({ action, direction, kind, outcome, reason }) =>
      [action, direction, kind, outcome, reason].filter(Boolean).join(' '),
    ),
  };
}

/** The changes an act made, everywhere. */
async function outcomeOf(begun: Talk, deed: () => Promise<void>): Promise<Outcome> {
  const before = look(begun);
  await deed();
  await world.settle();
  const after = look(begun);
  return {
    room: after.room.slice(before.room.length),
    phone: after.phone.slice(before.phone.length),
    elsewhere: after.elsewhere.flatMap((texts, place) =>
      texts.slice(before.elsewhere[place]?.length),
    ),
    fetched: after.fetches.length - before.fetches.length,
    blobs: after.blobs.length - before.blobs.length,
    audit: after.audit.slice(before.audit.length),
  };
}

describe.each(Object.entries(STATES))('%s', (_, state) => {
  test.each(state.directions)('%s', async (direction) => {
    const begun = await state.begin();
    for (const [number, kind] of KINDS.entries()) {
      await world.later(60_000);
      await state.before?.();
      const outcome = await outcomeOf(begun, () =>
        direction === 'in'
          ? userSends(begun.hanako.user, kind, number)
          : memberSends(begun.room, kind, number),
      );
      expect(outcome, kind).toEqual(state.expected(direction, kind));
      if (state.answer === undefined || outcome.audit.length === 0) continue;
      const answered = await outcomeOf(begun, () => state.answer?.(begun) ?? Promise.resolve());
      expect(answered, `${kind}, answered`).toEqual(released(direction, kind));
    }
    expect(verifyChain(world.bridge.workspace.context.db)).toMatchObject({ ok: true });
  });
});
