import { setTimeout as wait } from 'node:timers/promises';
import type { Disorder } from '../../disorder.ts';
import { createHolds } from '../../holds.ts';
import type { HttpAnswer, HttpCut } from '../../http.ts';
import { createHangs } from './hangs.ts';
import { answerOf, createFaultRules } from './rules.ts';
import type { CallFacts, FaultRule, Faults } from './types.ts';

/** The faults as the servers consult them. */
export interface FaultControl {
  readonly faults: Faults;
  /** Waits as told; an answer means: nothing is accepted. */
  before(call: CallFacts, gone: AbortSignal): Promise<HttpAnswer | HttpCut | null>;
  /** The answer after acceptance, or what becomes of it. */
  after(call: CallFacts, answer: HttpAnswer, gone: AbortSignal): Promise<HttpAnswer | HttpCut>;
  stop(): void;
}

const CUT: HttpCut = { cut: true };

/** Makes the faults of one platform. */
export function createFaults(disorder: Disorder): FaultControl {
  let hanging = false;
  let delayMs = 0;
  const rules = createFaultRules();
  const hangs = createHangs();
  const holds = createHolds<CallFacts>();

  function clear(): void {
    rules.clear();
    hanging = false;
    delayMs = 0;
    release();
  }

  function release(): void {
    disorder.set('normal');
    holds.releaseAll();
    hangs.endAll();
  }

  async function before(call: CallFacts, gone: AbortSignal): Promise<HttpAnswer | HttpCut | null> {
    const over = () => AbortSignal.any([gone, hangs.stopped]);
    if (delayMs > 0) {
      await wait(delayMs, undefined, { ref: false, signal: over() }).catch(() => undefined);
    }
    await holds.passed(call, over);
    if (hanging) await hangs.hang(gone);
    const rule = rules.take(call, 'before');
    if (rule?.action === 'hang') await hangs.hang(gone);
    if (gone.aborted || hangs.stopped.aborted) return CUT;
    if (rule === null || rule.action === 'hang') return null;
    return rule.action === 'cut' ? CUT : answerOf(rule);
  }

  async function after(
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

  return {
    faults: {
      failNext: rules.add,
      hangAll(on) {
        hanging = on;
        if (!on) hangs.endAll();
      },
      delay(ms) {
        delayMs = ms;
      },
      hold: holds.hold,
      webhooks: disorder.set,
      clear,
    },
    before,
    after,
    stop() {
      hangs.stop();
      release();
    },
  };
}

/** What reaches the caller of a call that was accepted. */
function alteredBy(rule: FaultRule, answer: HttpAnswer): HttpAnswer | HttpCut {
  if (rule.action === 'truncate') return { cut: true, halfOf: answer };
  if (rule.action === 'stall') return { cut: true, halfOf: answer, stalls: true };
  return rule.action === 'cut' ? CUT : answerOf(rule);
}
