import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type BodyGate,
  type BodyRead,
  type BodyTaker,
  createBodyGate,
  type Later,
} from '../../src/web/body-gate.ts';
import { streamedBody } from '../../src/web/body-stream.ts';

const LIMITS = { bytesEach: 100, bytesTogether: 250, bodies: 4, ms: 5000 };

/** A body that a test sends piece by piece. */
function sender(gate: BodyGate) {
  let to: BodyTaker | null = null;
  let stopped = 0;
  let outcome: BodyRead | null = null;
  const read = gate.read({
    start: (taker) => {
      to = taker;
    },
    stop: () => {
      stopped += 1;
    },
  });
  void read.then((result) => {
    outcome = result;
  });
  return {
    sends: (size: number) => to?.piece(new Uint8Array(size).fill(7)),
    ends: () => to?.end(),
    breaks: () => to?.broke(),
    read,
    get outcome() {
      return outcome;
    },
    get stopped() {
      return stopped;
    },
  };
}

/** Time that a test moves. */
function timer(): { later: Later; pass(ms: number): void } {
  let now = 0;
  const waiting = new Set<{ at: number; work: () => void }>();
  return {
    later: (ms, work) => {
      const entry = { at: now + ms, work };
      waiting.add(entry);
      return () => waiting.delete(entry);
    },
    pass: (ms) => {
      now += ms;
      for (const entry of [...waiting]) {
        if (entry.at > now) continue;
        waiting.delete(entry);
        entry.work();
      }
    },
  };
}

describe('a body', () => {
  test('is passed on whole and in order, and then released', async () => {
    const gate = createBodyGate(LIMITS);
    const body = sender(gate);
    body.sends(3);
    body.sends(4);
    expect(gate.underWay).toEqual({ bodies: 1, bytes: 7 });
    body.ends();
    expect(await body.read).toEqual({ kind: 'whole', bytes: new Uint8Array(7).fill(7) });
    expect(gate.underWay).toEqual({ bodies: 0, bytes: 0 });
    expect(body.stopped).toBe(1);
  });

  test('without a byte is whole too', async () => {
    const body = sender(createBodyGate(LIMITS));
    body.ends();
    expect(await body.read).toEqual({ kind: 'whole', bytes: new Uint8Array() });
  });

  test('that is too large, breaks off or takes too long ends as such, once', async () => {
    const { later, pass } = timer();
    const gate = createBodyGate(LIMITS, later);
    const [large, broken, slow] = [sender(gate), sender(gate), sender(gate)];
    large.sends(60);
    large.sends(41);
    large.ends();
    broken.sends(10);
    broken.breaks();
    broken.ends();
    pass(4999);
    slow.sends(10);
    pass(1);
    slow.sends(10);
    expect([await large.read, await broken.read, await slow.read]).toEqual([
      { kind: 'too-large' },
      { kind: 'broke-off' },
      { kind: 'too-slow' },
    ]);
    expect(gate.underWay).toEqual({ bodies: 0, bytes: 0 });
    expect([large.stopped, broken.stopped, slow.stopped]).toEqual([1, 1, 1]);
  });
});

describe('when there is not room for all bodies', () => {
  test('the one that has been under way the longest gives way', async () => {
    const gate = createBodyGate(LIMITS);
    const [first, second, third] = [sender(gate), sender(gate), sender(gate)];
    for (const body of [first, second, third]) body.sends(80);
    third.sends(20);
    expect(await first.read).toEqual({ kind: 'gave-way' });
    expect([second.outcome, third.outcome]).toEqual([null, null]);
    const many = Array.from({ length: 3 }, () => sender(gate));
    expect(await second.read).toEqual({ kind: 'gave-way' });
    for (const body of many) body.ends();
    third.ends();
    expect((await third.read).kind).toBe('whole');
  });

  test('a small body that is here at once is served, however many half bodies there are', async () => {
    const gate = createBodyGate(LIMITS);
    for (let at = 0; at < 50; at += 1) {
      sender(gate).sends(99);
      const webhook = sender(gate);
      webhook.sends(30);
      webhook.ends();
      expect((await webhook.read).kind).toBe('whole');
    }
  });

  test('the kept bytes never exceed the limits, and all are given back', () => {
    const step = fc.oneof(
      fc.constant({ do: 'begin' as const, of: 0, size: 0 }),
      fc.record({
        do: fc.constantFrom('send' as const, 'end' as const, 'break' as const),
        of: fc.nat(30),
        size: fc.nat(120),
      }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const { later, pass } = timer();
        const gate = createBodyGate(LIMITS, later);
        const bodies: ReturnType<typeof sender>[] = [];
        for (const { do: what, of, size } of steps) {
          const body = bodies[of % Math.max(1, bodies.length)];
          if (what === 'begin') bodies.push(sender(gate));
          else if (what === 'send') body?.sends(size);
          else if (what === 'end') body?.ends();
          else body?.breaks();
          expect(gate.underWay.bytes).toBeLessThanOrEqual(LIMITS.bytesTogether);
          expect(gate.underWay.bodies).toBeLessThanOrEqual(LIMITS.bodies);
        }
        pass(LIMITS.ms);
        expect(gate.underWay).toEqual({ bodies: 0, bytes: 0 });
        expect(bodies.filter((body) => body.stopped !== 1)).toEqual([]);
      }),
    );
  });
});

describe('a body as a web stream, as on Workers', () => {
  const posted = (body: ReadableStream<Uint8Array> | null) =>
    new Request('http://127.0.0.1/', { method: 'POST', body, duplex: 'half' } as RequestInit);
  const stream = (
    pieces: readonly number[],
    end: 'close' | 'error' | 'hang',
    onCancel = () => {},
  ) =>
    new ReadableStream<Uint8Array>({
      start: (controller) => {
        for (const size of pieces) controller.enqueue(new Uint8Array(size));
        if (end === 'close') controller.close();
      },
      pull: (controller) => {
        if (end === 'error') controller.error(new Error('gone'));
      },
      cancel: onCancel,
    });

  test.each([
    ['whole', stream([10, 20], 'close')],
    ['whole', null],
    ['too-large', stream([60, 60], 'close')],
    ['broke-off', stream([10], 'error')],
  ])('is %s', async (kind, body) => {
    const read = await createBodyGate(LIMITS).read(streamedBody(posted(body)));
    expect(read.kind).toBe(kind);
  });

  test('that never ends is cancelled', async () => {
    const { later, pass } = timer();
    let cancelled = false;
    const body = stream([10], 'hang', () => {
      cancelled = true;
    });
    const read = createBodyGate(LIMITS, later).read(streamedBody(posted(body)));
    pass(LIMITS.ms);
    expect((await read).kind).toBe('too-slow');
    expect(cancelled).toBe(true);
  });

  test('is measured without being kept', async () => {
    const gate = createBodyGate(LIMITS);
    expect(await gate.isTooLarge(streamedBody(posted(stream([60, 60], 'hang'))), 500)).toBe(true);
    expect(await gate.isTooLarge(streamedBody(posted(stream([60], 'close'))), 500)).toBe(false);
    expect(await gate.isTooLarge(streamedBody(posted(stream([60], 'hang'))), 1)).toBe(false);
    expect(gate.underWay.bytes).toBe(0);
  });
});
