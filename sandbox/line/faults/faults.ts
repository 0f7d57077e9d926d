import { setTimeout as wait } from 'node:timers/promises';
import type { Disorder } from '../../disorder.ts';
import { createHolds, type Holds } from '../../holds.ts';
import type { HttpAnswer, HttpCut } from '../../http.ts';
import { createHangs, type Hangs } from './hangs.ts';
import { answerOf, createFaultRules, type FaultRules } from './rules.ts';
import type { CallFacts, FaultRule, Faults } from './types.ts';

/** The faults as the servers consult them. */
export interface FaultControl {
  readonly faults: Faults;
  /** Waits as told; an answer means that the call is not accepted. */
  before(call: CallFacts, gone: AbortSignal): Promise<HttpAnswer | HttpCut | null>;
  /** The answer after acceptance, or what becomes of it. */
  after(call: CallFacts, answer: HttpAnswer, gone: AbortSignal): Promise<HttpAnswer | HttpCut>;
  stop(): void;
}

const CUT: HttpCut = { cut: true };

/** Makes the faults of one platform. */
export function createFaults(disorder: Disorder): FaultControl {
  const set: FaultsSet = {
    hanging: false,
    delayMs: 0,
    rules: createFaultRules(),
    hangs: createHangs(),
    holds: createHolds(),
  };
  const release = () => {
    disorder.set('normal');
    set.holds.releaseAll();
    set.hangs.endAll();
  };
  return {
    faults: {
      failNext: set.rules.add,
      each: set.rules.each,
      hangAll(on) {
        set.hanging = on;
        if (!on) set.hangs.endAll();
      },
      delay(ms) {
        set.delayMs = ms;
      },
      hold: set.holds.hold,
      webhooks: disorder.set,
      clear() {
        set.rules.clear();
        set.hanging = false;
        set.delayMs = 0;
        release();
      },
    },
    before: (call, gone) => before(set, call, gone),
    after: (call, answer, gone) => after(set, call, answer, gone),
    stop() {
      set.hangs.stop();
      release();
    },
  };
}

/** The faults that are on. */
interface FaultsSet {
  hanging: boolean;
  delayMs: number;
  readonly rules: FaultRules;
  readonly hangs: Hangs;
  readonly holds: Holds<CallFacts>;
}

async function before(
  set: FaultsSet,
  call: CallFacts,
  gone: AbortSignal,
): Promise<HttpAnswer | HttpCut | null> {
  const { delayMs, rules, hangs, holds } = set;
  const over = () => AbortSignal.any([gone, hangs.stopped]);
  if (delayMs > 0) {
    await wait(delayMs, undefined, { ref: false, signal: over() }).catch(() => undefined);
  }
  await holds.passed(call, over);
  if (set.hanging) await hangs.hang(gone);
  const rule = rules.take(call, 'before');
  if (rule?.action === 'hang') await hangs.hang(gone);
  if (gone.aborted || hangs.stopped.aborted) return CUT;
  if (rule === null || rule.action === 'hang') return null;
  return rule.action === 'cut' ? CUT : answerOf(rule);
}

async function after(
  { rules, hangs }: FaultsSet,
  call: CallFacts,
  answer: HttpAnswer,
  gone: AbortSignal,
): Promise<HttpAnswer | HttpCut> {
  if (answer.status >= 300) return answer;
  const rule = rules.take(call, 'after');
  if (rule?.action === 'hang') {
    await hangs.hang(gone);
    return hangs.stopped.aborted ? CUT : answer;
  }
  return rule === null ? answer : alteredBy(rule, answer);
}

/** What reaches the caller of a call that was accepted. */
function alteredBy(rule: FaultRule, answer: HttpAnswer): HttpAnswer | HttpCut {
  if (rule.action === 'truncate') return { cut: true, halfOf: answer };
  if (rule.action === 'stall') return { cut: true, halfOf: answer, stalls: true };
  return rule.action === 'cut' ? CUT : answerOf(rule);
}
