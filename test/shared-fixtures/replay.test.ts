import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { memberId, worksChannelId } from '../../src/domain/ids.ts';
import { changeRoom, openRoomsOfMember } from '../../src/store/talks/talk-rooms.ts';
import {
  CUSTOMER,
  fitLineBody,
  fitWorksBody,
  postTwice,
  type Replayed,
  replayLine,
  replayWorks,
  type Stage,
  setStage,
} from '../fixtures/replay.ts';
import { BRIDGE_BOT, BRIDGE_SECRET } from '../helpers/company.ts';
import { areShared, readShared, readSharedJson, sharedFiles } from './shared.ts';

/*
 * Real bodies, by the rules of ../shared/fixtures/README.md: an empty inbox, event ids of their
 * own, destination, domain and clock set to fit, signed, sent twice.
 */

const lineFiles = sharedFiles('line', /\.json$/).filter(
  (name) => name !== 'signature-vectors.json',
);
const worksFiles = sharedFiles('line-works', /^cb-.*\.json$/);
const rawFiles = sharedFiles('line-works/raw', /\.body$/);
const seen = new Set<string>();

afterAll(() => {
  const words = areShared
    ? `Replayed ${seen.size} bodies of ../shared/fixtures.`
    : 'There is no ../shared/fixtures here: nothing to replay.';
  console.log(words);
});

test('every body that is there is replayed', () => {
  if (!areShared) return;
  expect(lineFiles.length + worksFiles.length + rawFiles.length).toBeGreaterThan(50);
});

/** Answered 200 twice, no failure, every event in the inbox once and done, nothing done twice. */
function expectSound(left: Replayed, events: number): void {
  expect(left.statuses).toEqual([200, 200]);
  expect(left.failed).toEqual([]);
  expect(left.results).toHaveLength(events);
  expect(left.results).not.toContain('waiting');
  expect(left.results).not.toContain('failed');
  expect(left.again).toBe(false);
}

interface SharedLineEvent {
  readonly type: string;
  readonly mode?: string;
  readonly source?: { readonly type: string; readonly userId?: string };
  readonly message?: { readonly type: string; readonly text?: string };
}

/** The inbox outcome of a LINE event whose user has a room, or none. */
function resultOf(event: SharedLineEvent, inRoom: boolean): string {
  const { source } = event;
  if (source?.type === 'group' || source?.type === 'room') return 'not-one-to-one';
  if (source?.type !== 'user' || source.userId === undefined) return 'no-user';
  switch (event.type) {
    case 'message':
      return inRoom ? 'relay' : 'unaddressed';
    case 'follow':
      return 'friend';
    case 'unfollow':
      return 'blocked';
    case 'unsend':
      return 'unsent-unknown';
    case 'postback':
      return 'unknown-button';
    default:
      return 'recorded';
  }
}

describe.skipIf(!areShared)('line', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await setStage();
  });
  afterEach(() => stage.world.stop());

  test.each(lineFiles)('%s, by a stranger', async (file) => {
    seen.add(file);
    const body = fitLineBody(stage, readShared(`line/${file}`).toString('utf8'));
    const events = body.events as unknown as readonly SharedLineEvent[];
    const left = await replayLine(stage, body);
    expectSound(left, events.length);
    expect(left.results).toEqual(events.map((event) => resultOf(event, false)));
    expect(left.room).toEqual([]);
    expect(left.entries.length).toBeGreaterThanOrEqual(events.length);
  });

  test.each(lineFiles)('%s, by the customer of a room', async (file) => {
    const body = fitLineBody(stage, readShared(`line/${file}`).toString('utf8'));
    const events = (body.events as unknown as readonly SharedLineEvent[]).map((event) =>
      event.source?.type === 'user' && event.source.userId !== undefined
        ? { ...event, source: { ...event.source, userId: stage.customer.user.userId } }
        : event,
    );
    const fitted = { ...body, events: events as unknown as typeof body.events };
    const left = await replayLine(stage, fitted);
    expectSound(left, events.length);
    const results = events.map((event) => resultOf(event, true));
    expect(left.results).toEqual(results);
    const shown = results.filter((word) => ['relay', 'friend', 'blocked'].includes(word));
    expect(left.room).toHaveLength(shown.length);
    const relayed = events.filter((_, index) => results[index] === 'relay');
    // The simulated LINE has no such files: both sides are told the outcome in words.
    const files = relayed.filter(({ message }) => FILES.includes(message?.type ?? ''));
    const outcomes = left.entries.filter((entry) => entry.startsWith('message.deliver '));
    expect(outcomes.filter((entry) => entry === 'message.deliver sent')).toHaveLength(
      relayed.length - files.length,
    );
    expect(outcomes.filter((entry) => entry.includes('refused'))).toHaveLength(files.length);
    for (const [index, { message }] of events.entries()) {
      if (results[index] !== 'relay' || message?.type !== 'text') continue;
      const text = Buffer.from(message.text ?? '').toString('utf8');
      expect(left.room).toContain(text);
      expect(left.entries).toContain(`message.receive relayed 「${text}」`);
    }
  });
});

/** Message types whose bytes must be fetched. */
const FILES: readonly string[] = ['image', 'video', 'audio', 'file'];

const WORKS_RESULTS: Readonly<Record<string, string>> = {
  'cb-begin.json': 'begin',
  'cb-end.json': 'end',
  'cb-join.json': 'join',
  'cb-joined.json': 'known',
  'cb-leave.json': 'detached',
  'cb-left.json': 'detached',
  'cb-message-audio.json': 'relay',
  'cb-message-file.json': 'relay',
  'cb-message-image.json': 'relay',
  'cb-message-location.json': 'relay',
  'cb-message-sticker.json': 'relay',
  'cb-message-text-1to1.json': 'hint',
  'cb-message-text-channel.json': 'relay',
  'cb-message-text-postback.json': 'relay',
  'cb-message-video.json': 'relay',
  'cb-postback.json': 'unknown-button',
};

describe.skipIf(!areShared)('line-works', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await setStage();
  });
  afterEach(() => stage.world.stop());

  const fitted = (file: string) =>
    fitWorksBody(stage, readShared(`line-works/${file}`).toString('utf8')) as {
      readonly source: Record<string, unknown>;
      readonly members?: readonly string[];
    };

  test.each(worksFiles)('%s, by strangers in an unknown room', async (file) => {
    seen.add(file);
    const left = await replayWorks(stage, BRIDGE_BOT, { ...fitted(file) });
    expectSound(left, 1);
    expect(left.phone).toEqual([]);
  });

  test.each(worksFiles)('%s, by the member of a room', async (file) => {
    const body = fitted(file);
    const { tanaka } = stage.world;
    const { userId } = tanaka.user;
    const channelId = tanaka.room(CUSTOMER).channelId;
    const left = await replayWorks(stage, BRIDGE_BOT, {
      ...body,
      source: {
        ...body.source,
        ...('userId' in body.source ? { userId } : {}),
        ...('channelId' in body.source ? { channelId } : {}),
      },
      ...(body.members ? { members: [userId] } : {}),
    });
    expectSound(left, 1);
    expect(left.results).toEqual([WORKS_RESULTS[file]]);
    const isFile = FILES.some((type) => file === `cb-message-${type}.json`);
    expect(left.phone).toHaveLength(left.results[0] === 'relay' && !isFile ? 1 : 0);
  });

  test.each(worksFiles)('%s, as it stands: of another domain', async (file) => {
    const left = await replayWorks(stage, BRIDGE_BOT, readSharedJson(`line-works/${file}`));
    expectSound(left, 1);
    expect(left.results).toEqual(['not-ours']);
    expect(left.entries).toEqual(['event.record recorded (not-ours)']);
  });
});

interface RawBody {
  readonly source: {
    readonly userId: string;
    readonly channelId?: string;
    readonly domainId: number;
  };
  readonly issuedTime: string;
  readonly content: { readonly type: string; readonly text?: string };
}

interface Vector {
  readonly name: string;
  readonly botSecret: string;
  readonly xWorksSignature: string;
}

describe.skipIf(!areShared)('line-works/raw', () => {
  test.each(rawFiles)('%s, its very bytes', async (file) => {
    seen.add(file);
    const bytes = readShared(`line-works/raw/${file}`);
    const body: RawBody = JSON.parse(bytes.toString('utf8'));
    const vectors: readonly Vector[] = readSharedJson('line-works/signature-vectors.json');
    const vector = vectors.find(({ name }) => `${name}.body` === file);
    if (vector === undefined) throw new Error(`${file} has no signature vector`);
    const { userId, channelId, domainId } = body.source;
    const stage = await setStage({
      works: { domainId },
      environment: {
        WORKS_DOMAIN_ID: String(domainId),
        WORKS_BOT_SECRET: `${vector.botSecret},${BRIDGE_SECRET}`,
      },
    });
    const { world, customer } = stage;
    try {
      await moveIn(stage, userId, channelId);
      await world.later(Date.parse(body.issuedTime) - world.clock.now());
      stage.clearInbox();
      const left = await postTwice(stage, () =>
        world.works.bot(BRIDGE_BOT).sendRaw(bytes.toString('utf8'), {
          signature: vector.xWorksSignature,
        }),
      );
      expectSound(left, 1);
      const inDirect = body.content.text?.startsWith('/') ? 'unknown-word' : 'hint';
      expect(left.results).toEqual([channelId === undefined ? inDirect : 'relay']);
      expect(left.entries[0]).toContain(body.content.text ?? '画像');
      if (channelId !== undefined) expect(customer.lastReceived?.text).toBe(body.content.text);
      else expect(left.phone).toEqual([]);
    } finally {
      await world.stop();
    }
  });
});

/** Makes the body's sender a link member, with its room as the one shared with the customer. */
async function moveIn(stage: Stage, userId: string, channelId: string | undefined): Promise<void> {
  const { world, customer } = stage;
  world.works.addMember({ userId, email: 'kawai@midori', lastName: '河合', firstName: '直' });
  await world.suzuki.commands(`member add ${userId}`);
  await customer.says('トークID: kawai');
  if (channelId === undefined) return;
  const { db } = world.bridge.workspace.context;
  const [room] = openRoomsOfMember(db, memberId(userId));
  if (room === undefined) throw new Error('no room for the member of the body');
  changeRoom(db, room.id, { worksChannelId: worksChannelId(channelId) });
}
