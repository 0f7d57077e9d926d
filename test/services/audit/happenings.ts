import fc from 'fast-check';
import type { AuditOutcome } from '../../../src/domain/audit.ts';
import type { ContentKind } from '../../../src/domain/messages/content.ts';

/** What may happen to a log, by chance. */

export const letters = fc.constantFrom(
  ...['あ', 'い', '東', '京', '都', 'a', 'B', 'c', ' ', '1', '😀'],
);
const text = fc.array(letters, { minLength: 1, maxLength: 14 }).map((all) => all.join(''));
const person = fc.integer({ min: 0, max: 4 });
const outcome = fc.constantFrom<AuditOutcome>('sent', 'uncertain', 'exhausted');
export const events = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      does: fc.constant('say' as const),
      text,
      name: fc.option(text),
      member: fc.option(person),
      user: fc.option(person),
      called: fc.integer({ min: 0, max: 2 }),
      direction: fc.constantFrom('in' as const, 'out' as const),
      kind: fc.constantFrom<ContentKind>('text', 'file'),
      at: fc.integer({ min: -5, max: 60 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ does: fc.constant('deliver' as const), which: fc.nat(), outcome }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      does: fc.constant('release' as const),
      which: fc.nat(),
      member: person,
      user: person,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ does: fc.constant('keep' as const), which: fc.nat(), name: text }),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('grant' as const), member: person }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('erase' as const), which: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('undo' as const), text }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('seal' as const), steps: fc.nat(60) }) },
);
export type Happening = typeof events extends fc.Arbitrary<infer Each> ? Each : never;
