/** How webhooks travel: as sent, each a second time, or two of a lane in exchanged order. */
export type WebhookOrder = 'normal' | 'twice' | 'reordered';

/** An event that no other follows does not wait for ever. */
const HELD_MS = 3_000;

/** The disorder that faults can bring into webhooks. */
export interface Disorder {
  /** What is held back is let go of. */
  set(order: WebhookOrder): void;
  /**
   * Runs `post` as the order says, and gives its first result. `post` takes its place in the lane
   * when it is called; `again` tells the second time.
   */
  run<T>(lane: string, post: (again: boolean) => Promise<T>): Promise<T>;
}

export function createDisorder(): Disorder {
  let order: WebhookOrder = 'normal';
  const held = new Map<string, () => void>();
  return {
    set(next) {
      order = next;
      for (const release of [...held.values()]) release();
    },
    run(lane, post) {
      switch (order) {
        case 'normal':
          return post(false);
        case 'twice':
          return twice(post);
        case 'reordered':
          return exchanged(lane, post);
        default:
          return order satisfies never;
      }
    },
  };

  async function twice<T>(post: (again: boolean) => Promise<T>): Promise<T> {
    const [first] = await Promise.all([post(false), post(true)]);
    return first;
  }

  async function exchanged<T>(lane: string, post: (again: boolean) => Promise<T>): Promise<T> {
    const before = held.get(lane);
    if (before === undefined) {
      await followed(lane);
      return post(false);
    }
    const mine = post(false);
    before();
    return mine;
  }

  function followed(lane: string): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(release, HELD_MS);
      held.set(lane, release);
      function release() {
        clearTimeout(timer);
        held.delete(lane);
        resolve();
      }
    });
  }
}
