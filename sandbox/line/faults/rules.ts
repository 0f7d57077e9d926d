import type { HttpAnswer } from '../../http.ts';
import type { CallFacts, FaultRule } from './types.ts';

type Mode = 'before' | 'after';

/** Rules that wait for a call to fail. */
export interface FaultRules {
  add(rule: FaultRule): void;
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
  return {
    add(rule) {
      rules.push({ rule, left: rule.times ?? 1 });
    },
    take(call, mode) {
      const found = rules.find(({ rule }) => modeOf(rule) === mode && matches(rule, call));
      if (found === undefined) return null;
      found.left -= 1;
      if (found.left <= 0) rules = rules.filter((one) => one !== found);
      return found.rule;
    },
    clear() {
      rules = [];
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
