import { setTimeout as wait } from 'node:timers/promises';
import type { Disorder } from '../disorder.ts';
import { createHolds } from '../holds.ts';
import type { HttpAnswer, HttpCut } from '../http.ts';
import type { CallFacts, FaultRule, Faults } from './fault-types.ts';

export interface FaultControl {
  readonly faults: Faults;
  /** Waits as told; an answer means: nothing is accepted. */
  before(call: CallFacts, gone: AbortSignal): Promise<HttpAnswer | HttpCut | null>;
  /** The answer after acceptance, or what becomes of it. */
  after(call: CallFacts, answer: HttpAnswer, gone: AbortSignal): Promise<HttpAnswer | HttpCut>;
  stop(): void;
}

interface LiveRule {
  readonly rule: FaultRule;
  left: number;
}

const CUT: HttpCut = { cut: true };

export function createFaults(disorder: Disorder): FaultControl {
  let rules: LiveRule[] = [];
  let hanging = false;
  let delayMs = 0;
  const hung = new Set<() => void>();
  const holds = createHolds<CallFacts>();
  const stopped = new AbortController();

  return {
    faults: {
      failNext(rule) {
        rules.push({ rule, left: rule.times ?? 1 });
      },
      hangAll(on) {
        hanging = on;
        if (!on) goOn();
      },
      delay(ms) {
        delayMs = ms;
      },
      hold: holds.hold,
      webhooks: disorder.set,
      clear() {
        rules = [];
        hanging = false;
        delayMs = 0;
        disorder.set('normal');
        release();
      },
    },
    before,
    after,
    stop() {
      stopped.abort();
      disorder.set('normal');
      release();
    },
  };

  async function before(call: CallFacts, gone: AbortSignal): Promise<HttpAnswer | HttpCut | null> {
    if (delayMs > 0) await delay(gone);
    await holds.passed(call, () => AbortSignal.any([gone, stopped.signal]));
    if (hanging) await hang(gone);
    const rule = take(call, 'before');
    if (rule?.action === 'hang') await hang(gone);
    if (gone.aborted || stopped.signal.aborted) return CUT;
    if (rule === null || rule.action === 'hang') return null;
    return rule.action === 'cut' ? CUT : faultAnswer(rule);
  }

  async function after(
    call: CallFacts,
    answer: HttpAnswer,
    gone: AbortSignal,
  ): Promise<HttpAnswer | HttpCut> {
    if (answer.status >= 300) return answer;
    const rule = take(call, 'after');
    if (rule === null) return answer;
    if (rule.action === 'hang') {
      await hang(gone);
      return stopped.signal.aborted ? CUT : answer;
    }
    if (rule.action === 'truncate') return { cut: true, halfOf: answer };
    if (rule.action === 'stall') return { cut: true, halfOf: answer, stalls: true };
    return rule.action === 'cut' ? CUT : faultAnswer(rule);
  }

  function take(call: CallFacts, mode: 'before' | 'after'): FaultRule | null {
    const found = rules.find(({ rule }) => modeOf(rule) === mode && matches(rule, call));
    if (found === undefined) return null;
    found.left -= 1;
    if (found.left <= 0) rules = rules.filter((one) => one !== found);
    return found.rule;
  }

  function hang(gone: AbortSignal): Promise<void> {
    if (gone.aborted || stopped.signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const end = () => {
        hung.delete(end);
        gone.removeEventListener('abort', end);
        resolve();
      };
      hung.add(end);
      gone.addEventListener('abort', end);
    });
  }

  function release(): void {
    holds.releaseAll();
    goOn();
  }

  function goOn(): void {
    for (const end of hung) end();
  }

  async function delay(gone: AbortSignal): Promise<void> {
    const signal = AbortSignal.any([gone, stopped.signal]);
    await wait(delayMs, undefined, { ref: false, signal }).catch(() => undefined);
  }
}

function modeOf(rule: FaultRule): 'before' | 'after' {
  const isHalf = rule.action === 'truncate' || rule.action === 'stall';
  return isHalf ? 'after' : (rule.mode ?? 'before');
}

function matches(rule: FaultRule, call: CallFacts): boolean {
  if (rule.api !== undefined && rule.api !== call.api) return false;
  if (rule.userId !== undefined && rule.userId !== call.userId) return false;
  return rule.match?.(call.body) ?? true;
}

function faultAnswer(rule: FaultRule): HttpAnswer {
  const status = rule.status ?? 500;
  const html = typeof rule.body === 'string';
  const body = rule.body ?? { message: usualMessage(status) };
  return {
    status,
    headers: { 'content-type': html ? 'text/html' : 'application/json', ...rule.headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  };
}

/** line.md §2.5, §2.10 */
function usualMessage(status: number): string {
  if (status === 429) return 'The API rate limit has been exceeded. Try again later.';
  if (status === 401) return 'Authentication failed due to the following reason: invalid token';
  if (status === 403) return 'Access to this API is not available for your account';
  return status === 404 ? 'Not found' : 'Internal server error';
}
