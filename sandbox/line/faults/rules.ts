import type { HttpAnswer } from '../../http.ts';
import type { CallFacts, FaultJudge, FaultRule } from './types.ts';

type Mode = 'before' | 'after';

/** Rules that wait for a call to fail. */
export interface FaultRules {
  add(rule: FaultRule): void;
  each(judge: FaultJudge | null): void;
  /** The oldest rule for this call, counted as used; null when the call is spared. */
  take(call: CallFacts, mode: Mode): FaultRule | null;
  clear(): void;
}

interface LiveRule {
  readonly rule: FaultRule;
  left: number;
}

/** Rules of one platform. */
export function createFaultRules(): FaultRules {
  let rules: LiveRule[] = [];
  let judge: FaultJudge | null = null;
  /** A call is judged once, though it is asked about before and after. */
  const judged = new WeakMap<CallFacts, FaultRule | null>();
  const byJudge = (call: CallFacts, mode: Mode): FaultRule | null => {
    if (!judged.has(call)) judged.set(call, judge?.(call) ?? null);
    const rule = judged.get(call) ?? null;
    return rule !== null && modeOf(rule) === mode ? rule : null;
  };
  return {
    each(next) {
      judge = next;
    },
    add(rule) {
      rules.push({ rule, left: rule.times ?? 1 });
    },
    take(call, mode) {
      const found = rules.find(({ rule }) => modeOf(rule) === mode && matches(rule, call));
      if (found === undefined) return byJudge(call, mode);
      found.left -= 1;
      if (found.left <= 0) rules = rules.filter((one) => one !== found);
      return found.rule;
    },
    clear() {
      rules = [];
      judge = null;
    },
  };
}

function modeOf(rule: FaultRule): Mode {
  const isHalf = rule.action === 'truncate' || rule.action === 'stall';
  return isHalf ? 'after' : (rule.mode ?? 'before');
}

function matches(rule: FaultRule, call: CallFacts): boolean {
  if (rule.api !== undefined && rule.api !== call.api) return false;
  if (rule.userId !== undefined && rule.userId !== call.userId) return false;
  return rule.match?.(call.body) ?? true;
}

/** The answer that the rule gives in place of the platform's. */
export function answerOf(rule: FaultRule): HttpAnswer {
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
