import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ContentKind } from '../../../../src/domain/messages/content.ts';
import { BRIDGE_BOT } from '../../../helpers/company.ts';
import {
  FILES,
  type FileKind,
  isFile,
  KINDS,
  memberSends,
  sample,
  userSends,
} from '../../../helpers/kinds.ts';
import { startLinkedWorld } from '../../../helpers/linked.ts';
import type { LineChat } from '../../../helpers/people.ts';
import type { World } from '../../../helpers/world.ts';

/**
 * Every kind, each way, under every policy, in a talk that goes on and in one that has ended; on both
 * runtimes (vitest.workers.config.ts).
 */

const POLICIES = ['allow', 'deny', 'limit'] as const;
/** `in`: LINE to LINE WORKS, as the audit log has it. */
const DIRECTIONS = ['in', 'out'] as const;
const STATES = ['open', 'closed'] as const;

type Policy = (typeof POLICIES)[number];
type Direction = (typeof DIRECTIONS)[number];
type State = (typeof STATES)[number];

interface Cell {
  readonly direction: Direction;
  readonly state: State;
  readonly policy: Policy;
  readonly kind: ContentKind;
}

const COMMANDS: Readonly<Record<Policy, string | null>> = {
  allow: null,
  deny: 'file deny',
  // 1,049 bytes: less than any sample.
  limit: 'file limit 0.001',
};
const MINUTE_MS = 60_000;
/** After a day, a writer without a talk is told so again. */
const DAY_MS = 24 * 60 * MINUTE_MS + 1000;

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

interface Outcome {
  /** New messages in the receiver's chat: the form, and the words if it has any. */
  readonly shown: readonly unknown[];
  /** The notices to the sender. */
  readonly told: readonly unknown[];
  /** How often the bytes were fetched. */
  readonly fetched: number;
  /** New files on the disk, or in the bucket. */
  readonly blobs: readonly string[];
  readonly media: readonly (readonly unknown[])[];
  /** Action, direction, kind, outcome and reason of every new entry. */
  readonly audit: readonly string[];
}

const NOTHING: Outcome = { shown: [], told: [], fetched: 0, blobs: [], media: [], audit: [] };
const has = (...parts: readonly string[]): unknown =>
  expect.stringMatching(new RegExp(parts.join('.*'), 's'));

/** The rule of the whole matrix. */
function expected(cell: Cell, digest: string | null): Outcome {
  const { direction, state, policy, kind } = cell;
  const of = `${direction} ${kind}`;
  if (state === 'closed') {
    if (direction === 'out') {
      // The bot has left: its 1:1 room says so.
      const told = [['text', has('このメッセージは送っていません')]];
      return { ...NOTHING, told, audit: [`message.receive ${of} refused left-room`] };
    }
    const audit = [`message.receive ${of} unaddressed unaddressed`, 'notice.deliver sent'];
    return { ...NOTHING, told: [['text', has('まだだれにも届いていません')]], audit };
  }
  if (isFile(kind) && policy !== 'allow') return refused(cell, kind);
  if (kind === 'unknown' && direction === 'out') {
    const told = [['text', has('この種類のメッセージはLINEに送れません')]];
    return { ...NOTHING, told, audit: [`message.receive ${of} refused refuse-kind`] };
  }
  const kept = isFile(kind) ? [`media.keep ${of} ok`] : [];
  return {
    ...NOTHING,
    shown: [SHOWN[direction][kind]],
    fetched: isFile(kind) ? 1 : 0,
    blobs: digest === null ? [] : [digest],
    media: digest === null ? [] : [['kept', null, digest]],
    audit: [`message.receive ${of} relayed`, ...kept, `message.deliver ${of} sent`],
  };
}

/** In the best form the other side has. */
const SHOWN: Readonly<Record<Direction, Readonly<Record<ContentKind, readonly unknown[]>>>> = {
  in: {
    text: ['text', 'こんにちは'],
    sticker: ['sticker', '[sticker 446/1988]'],
    location: ['location', has('大阪市北区')],
    image: ['image', '[image]'],
    video: ['video', '[video]'],
    audio: ['audio', '[audio]'],
    file: ['file', '[file]'],
    unknown: ['text', '[表示できない種類のメッセージが届きました]'],
  },
  out: {
    text: ['text', 'こんにちは'],
    sticker: ['sticker', '[sticker]'],
    location: ['location', has('大阪市北区')],
    image: ['image', '[image]'],
    video: ['video', '[video]'],
    audio: ['audio', '[audio]'],
    file: ['template', has('\\.pdf', '/media/')],
    // Refused.
    unknown: [],
  },
};

/** A file the policy stops: its sender is told why, and no bytes stay. */
function refused({ direction, policy }: Cell, kind: FileKind): Outcome {
  const { name } = FILES[kind];
  const denied = policy === 'deny';
  const reason = denied ? 'denied' : 'too-large';
  // Only LINE tells a size beforehand, and only of files.
  const fetched = denied || (direction === 'in' && kind === 'file') ? 0 : 1;
  const of = `${direction} ${kind}`;
  const later = [
    `message.receive ${of} relayed`,
    `media.refuse ${of} refused ${reason}`,
    `message.deliver ${of} refused ${reason}`,
  ];
  if (direction === 'in') {
    const why = denied ? '管理者の設定により受け取れません' : 'サイズの上限を超えています';
    const words = denied
      ? has(`${name}を受け取ることができません`, '担当者に届いておりません')
      : has(`${name}は大きすぎるため、担当者に届いておりません`);
    return {
      shown: [
        [
          'text',
          denied
            ? has(`${name}を送信しましたが`, why, '「山田花子」さんにもお知らせします')
            : has(`${name}が送られましたが`, why, '届いていないことをお知らせします'),
        ],
      ],
      told: [['text', words]],
      fetched,
      blobs: [],
      media: [['refused', reason, null]],
      audit: [...later, 'notice.deliver sent'],
    };
  }
  const words = denied
    ? has(`管理者の設定により、${name}はLINEユーザーに送れません`, 'は送っていません')
    : has(`この${name}は大きすぎるため、送っていません`);
  return {
    shown: [],
    told: [['text', words]],
    fetched,
    blobs: [],
    // A file judged before its fetch has no row.
    media: denied ? [] : [['refused', reason, null]],
    audit: denied ? [`message.receive ${of} refused denied`] : later,
  };
}

let world: World;
let hanako: LineChat;

const room = () => world.tanaka.room('山田花子');
const rows = () => world.query('SELECT state, reason, sha256 FROM media ORDER BY entry_id');
const entries = () =>
  world.query('SELECT action, direction, kind, outcome, reason FROM audit_entry_rows ORDER BY id');

/**
 * Repeats the callback of the member's last message: late, or of a type LINE WORKS keeps to itself.
 */
async function tellsBridge(): Promise<void> {
  const { channelId, messages } = room();
  await world.works.bot(BRIDGE_BOT).sendRaw({
    type: 'message',
    source: { userId: world.tanaka.user.userId, channelId, domainId: world.works.domainId },
    issuedTime: new Date(world.clock.now()).toISOString(),
    content: messages.at(-1)?.content,
  });
}

/** Sends it and observes all changes, everywhere. */
async function observe({ direction, state, kind }: Cell, number: number): Promise<Outcome> {
  await world.later(state === 'open' ? MINUTE_MS : DAY_MS);
  const fetches = () =>
    [...world.line.calls, ...world.works.calls].filter((call) =>
      ['content', 'get-attachment'].includes(call.api),
    ).length;
  const inRoom = () => room().messages.filter((bubble) => bubble.from.kind === 'bot');
  const before = {
    room: inRoom().length,
    line: hanako.received.length,
    direct: world.tanaka.direct.messages.length,
    fetches: fetches(),
    blobs: await world.keptFiles(),
    rows: (await rows()).length,
    audit: (await entries()).length,
  };
  if (direction === 'in') await userSends(hanako.user, kind, number);
  else await memberSends(room(), kind, number);
  if (direction === 'out' && (state === 'closed' || kind === 'unknown')) await tellsBridge();
  await world.settle();

  const line = hanako.received.slice(before.line).map((bubble) => [bubble.kind, bubble.text]);
  const works = inRoom()
    .slice(before.room)
    .map((bubble) => [bubble.content.type, bubble.text]);
  const direct = world.tanaka.direct.messages
    .slice(before.direct)
    .map((bubble) => [bubble.content.type, bubble.text]);
  return {
    shown: direction === 'in' ? works : line,
    told: [...(direction === 'in' ? line : works), ...direct],
    fetched: fetches() - before.fetches,
    blobs: (await world.keptFiles()).filter((name) => !before.blobs.includes(name)),
    media: (await rows()).slice(before.rows).map((row) => [row.state, row.reason, row.sha256]),
    audit: (await entries())
      .slice(before.audit)
      .map((entry) =>
        [entry.action, entry.direction, entry.kind, entry.outcome, entry.reason]
          .filter(Boolean)
          .join(' '),
      ),
  };
}

describe.each(DIRECTIONS.flatMap((direction) => STATES.map((state) => ({ direction, state }))))(
  '$direction, $state',
  ({ direction, state }) => {
    beforeEach(async () => {
      world = await startLinkedWorld();
      hanako = world.lineUser('山田花子');
      await hanako.says('トークID: tanaka');
      if (state === 'open') return;
      await world.suzuki.commands('member remove tanaka');
      await world.suzuki.confirms();
      expect(hanako.lastReceived?.text).toContain('終了しました');
    });
    afterEach(() => world.stop());

    test.each(POLICIES)('%s', async (policy) => {
      const command = COMMANDS[policy];
      if (command !== null) {
        await world.suzuki.commands(command);
        expect(world.suzuki.lastAnswer).toContain('変更しました');
      }
      for (const [number, kind] of KINDS.entries()) {
        const cell = { direction, state, policy, kind };
        const digest = isFile(kind) ? sha256(sample(kind, number)) : null;
        expect(await observe(cell, number), kind).toEqual(expected(cell, digest));
      }
      expect(await world.verify()).toMatchObject({ ok: true });
    });
  },
);
