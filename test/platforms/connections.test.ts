import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { bucketOver, NoneFree } from '../../src/hosts/worker/connections.ts';
import { leave } from '../../src/media/blob-store.ts';
import {
  type After,
  type Carries,
  createConnections,
  httpOver,
  streamOver,
} from '../../src/platforms/connections.ts';
import type { HttpRequest } from '../../src/platforms/http.ts';
import { createFetchHttp, createFetchStream } from '../../src/platforms/http-fetch.ts';
import type { HttpStreamResult } from '../../src/platforms/http-stream.ts';
import { memoryBucket } from '../helpers/memory-bucket.ts';
import { sixConnections } from '../helpers/six-connections.ts';

const LIMITS = { most: 6, forWords: 2, patienceMs: { words: 1000, rest: 3000 } };

/** Six connections, each call of which ends by hand. */
function handled() {
  const patience = new Set<() => void>();
  const after: After = (_ms, over) => {
    patience.add(over);
    return { stop: () => patience.delete(over) };
  };
  const connections = createConnections(LIMITS, after);
  const calls: { carries: Carries; end: (how: 'answers' | 'throws') => void }[] = [];
  const waits: Record<Carries, number> = { words: 0, rest: 0 };
  return {
    calls,
    waits,
    patience,
    held: (carries: Carries) => calls.filter((call) => call.carries === carries).length,
    call: (carries: Carries) => {
      waits[carries] += 1;
      const held = connections.hold(carries, () => {
        waits[carries] -= 1;
        return new Promise<string>((resolve, reject) => {
          const call = {
            carries,
            end: (how: 'answers' | 'throws') => {
              calls.splice(calls.indexOf(call), 1);
              if (how === 'answers') resolve('answer');
              else reject(new Error('fault'));
            },
          };
          calls.push(call);
        });
      });
      return held.then(
        (result) => {
          if (result === null) waits[carries] -= 1;
          return result;
        },
        () => 'fault',
      );
    },
  };
}

const turn = () => new Promise(setImmediate);

const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('call' as const),
      carries: fc.constantFrom<Carries>('words', 'rest', 'rest'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('end' as const),
      which: fc.nat(5),
      how: fc.constantFrom('answers' as const, 'throws' as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('out-of-patience' as const), which: fc.nat(9) }),
  },
);

test('never more than six, the last two for words alone, and none is left unused while one waits', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 60 }), async (steps) => {
      const six = handled();
      const all: Promise<unknown>[] = [];
      for (const each of steps) {
        if (each.do === 'call') all.push(six.call(each.carries));
        else if (each.do === 'end') six.calls[each.which]?.end(each.how);
        else [...six.patience][each.which]?.();
        await turn();
        const [words, rest] = [six.held('words'), six.held('rest')];
        expect(words + rest).toBeLessThanOrEqual(6);
        expect(rest).toBeLessThanOrEqual(4);
        if (six.waits.words > 0) expect(words + rest).toBe(6);
        if (six.waits.rest > 0) expect(rest === 4 || words + rest === 6).toBe(true);
        expect(six.patience.size).toBe(six.waits.words + six.waits.rest);
      }
      while (six.calls.length > 0) {
        six.calls[0]?.end('throws');
        await turn();
      }
      await Promise.all(all);
      expect(six.patience.size).toBe(0);
      for (let n = 0; n < 6; n += 1) void six.call('words');
      expect(six.held('words')).toBe(6);
    }),
    { numRuns: 100 },
  );
});

test('words that wait go before the rest that waited longer', async () => {
  const six = handled();
  for (let n = 0; n < 6; n += 1) void six.call('words');
  void six.call('rest');
  void six.call('words');
  six.calls[0]?.end('answers');
  await turn();
  expect([six.held('words'), six.waits.words, six.waits.rest]).toEqual([6, 0, 1]);
});

describe('over the doors of Workers', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const request = (rest: Partial<HttpRequest> = {}): HttpRequest => ({
    method: 'POST',
    url: 'https://api.line.me/',
    headers: {},
    deadlineMs: 2000,
    maxBytes: 1000,
    ...rest,
  });
  const get = {
    method: 'GET' as const,
    url: 'https://api.line.me/',
    headers: {},
    headersMs: 2000,
    idleMs: 2000,
    totalMs: 9000,
  };

  /** How the other end behaves. */
  type Behaviour = 'answers' | 'slow' | 'hangs' | 'breaks' | 'cut-body' | 'open-body';

  const bodyOf = (behaviour: Behaviour) =>
    new ReadableStream<Uint8Array>({
      start: (controller) => {
        if (behaviour === 'open-body') return;
        if (behaviour === 'cut-body') controller.error(new Error('cut'));
        else controller.close();
      },
    });

  const behave =
    (next: () => Behaviour): typeof globalThis.fetch =>
    (_input, init) =>
      new Promise((resolve, reject) => {
        const behaviour = next();
        init?.signal?.addEventListener('abort', () => reject(new Error('aborted')));
        if (behaviour === 'hangs') return;
        if (behaviour === 'breaks') reject(new Error('broken'));
        else
          setTimeout(
            () => resolve(new Response(bodyOf(behaviour))),
            behaviour === 'slow' ? 900 : 10,
          );
      });

  function doors(next: () => Behaviour) {
    const six = sixConnections();
    const fetch = six.fetch(behave(next));
    const bare = createFetchHttp({ allowedHosts: () => true, fetch });
    const connections = createConnections(LIMITS);
    const { bucket, objects } = memoryBucket();
    objects.set('a', new Uint8Array(3));
    return {
      six,
      bare,
      http: httpOver(connections, bare),
      stream: streamOver(connections, createFetchStream({ allowedHosts: () => true, fetch })),
      bucket: bucketOver(connections, six.bucket(bucket)),
    };
  }

  test('without them the seventh send runs into its deadline before it leaves', async () => {
    const { bare } = doors(() => 'hangs');
    const all = Array.from({ length: 7 }, (_, n) =>
      bare(request({ deadlineMs: n < 6 ? 9000 : 500 })),
    );
    await vi.advanceTimersByTimeAsync(500);
    expect(await all[6]).toMatchObject({ kind: 'no-answer', reason: 'timeout' });
    await vi.advanceTimersByTimeAsync(9000);
    await Promise.all(all);
  });

  test('a send has its whole deadline from when its connection is free', async () => {
    const behaviours: Behaviour[] = ['slow', 'slow', 'slow', 'slow', 'slow', 'slow', 'slow'];
    const { http, six } = doors(() => behaviours.pop() ?? 'hangs');
    const all = Array.from({ length: 7 }, () =>
      http(request({ carries: 'words', deadlineMs: 950 })),
    );
    await vi.advanceTimersByTimeAsync(900 + 900);
    expect((await Promise.all(all)).map(({ kind }) => kind)).toEqual(Array(7).fill('answer'));
    expect(six.seen).toEqual({ most: 6, queued: 0 });
  });

  test('an answer whose body still comes holds none, and nobody looks twice without a wait', async () => {
    const { http, six } = doors(() => 'open-body');
    const permit = vi.fn(() => false);
    const all = Array.from({ length: 12 }, async (_, n) => {
      await vi.advanceTimersByTimeAsync(0);
      return http(request({ carries: 'words', deadlineMs: 9000, ...(n < 6 ? { permit } : {}) }));
    });
    await vi.advanceTimersByTimeAsync(20);
    expect(six.waiting()).toBe(0);
    expect(permit).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(9000);
    expect(new Set((await Promise.all(all)).map(({ kind }) => kind))).toEqual(
      new Set(['no-answer']),
    );
  });

  test('one that waits too long has not been tried, and none after its last look says no', async () => {
    const { http, six, stream, bucket } = doors(() => 'hangs');
    const words = request({ carries: 'words' });
    const held = Array.from({ length: 6 }, () => http(request({ ...words, deadlineMs: 1500 })));
    const late = http(words);
    const rest = [http(request()), stream(get), bucket.head('a').catch((error: unknown) => error)];
    await vi.advanceTimersByTimeAsync(1000);
    expect(await late).toEqual({ kind: 'none-free' });
    const lastLook = vi.fn(() => false);
    const unsent = http({ ...words, permit: lastLook });
    await vi.advanceTimersByTimeAsync(499);
    expect(lastLook).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(await unsent).toEqual({ kind: 'withheld' });
    expect(lastLook).toHaveBeenCalledTimes(1);
    // The rest has had its turn by now: it hangs, and ends by its own deadline.
    await vi.advanceTimersByTimeAsync(2000);
    expect(await Promise.all(rest)).toMatchObject([
      { kind: 'no-answer' },
      { kind: 'no-answer' },
      { size: 3 },
    ]);
    await Promise.all(held);
    expect(six.seen).toEqual({ most: 6, queued: 0 });
  });

  test('files and R2 are not tried either, in words of their own', async () => {
    const { http, stream, bucket } = doors(() => 'hangs');
    const held = Array.from({ length: 4 }, () => http(request({ deadlineMs: 9000 })));
    const tried = [stream(get), http(request()), bucket.get('a').catch((error: unknown) => error)];
    await vi.advanceTimersByTimeAsync(3000);
    expect(await Promise.all(tried)).toEqual([
      { kind: 'none-free' },
      { kind: 'none-free' },
      expect.any(NoneFree),
    ]);
    await vi.advanceTimersByTimeAsync(6000);
    await Promise.all(held);
  });

  const call = fc.record({
    by: fc.constantFrom('words', 'rest', 'file', 'bucket'),
    behaviour: fc.constantFrom<Behaviour>(
      'answers',
      'slow',
      'hangs',
      'breaks',
      'cut-body',
      'open-body',
    ),
    afterMs: fc.nat(400),
  });

  test('whatever the platforms do, six wait at most and all connections come back', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(call, { minLength: 8, maxLength: 40 }), async (calls) => {
        let behaviour: Behaviour = 'answers';
        const { six, http, stream, bucket } = doors(() => behaviour);
        const all: Promise<unknown>[] = [];
        for (const each of calls) {
          behaviour = each.behaviour;
          if (each.by === 'words') all.push(http(request({ carries: 'words' })));
          else if (each.by === 'rest') all.push(http(request()));
          else if (each.by === 'bucket') all.push(bucket.head('a').catch(() => null));
          else all.push(stream(get).then(leaveBody));
          await vi.advanceTimersByTimeAsync(each.afterMs);
        }
        await vi.advanceTimersByTimeAsync(60_000);
        await Promise.all(all);
        expect(six.seen.queued).toBe(0);
        expect(six.waiting()).toBe(0);
        behaviour = 'hangs';
        const again = Array.from({ length: 6 }, () => http(request({ carries: 'words' })));
        await vi.advanceTimersByTimeAsync(0);
        expect(six.waiting()).toBe(6);
        await vi.advanceTimersByTimeAsync(2000);
        await Promise.all(again);
      }),
      { numRuns: 60 },
    );
  });

  const leaveBody = async (result: HttpStreamResult) => {
    if (result.kind === 'answer') await leave(result.body);
  };
});
