import type { Disorder } from '../../disorder.ts';
import { createHolds } from '../../holds.ts';
import type { ApiCall, FaultRule, Faults } from '../types.ts';
import { errorBody } from './api-error.ts';

/** What a planned failure does to one call. */
export interface Failure {
  mode: 'before' | 'after';
  action: 'status' | 'hang' | 'cut' | 'stall';
  status: number;
  body: unknown;
  headers: Record<string, string>;
}

/** The plan of failures, as the servers consult it. */
export interface FaultPlan extends Faults {
  /** The failure for this call, if one is planned; uses it up. */
  take(call: ApiCall): Failure | null;
  /** Resolves after the delay set for this call and when no hold keeps it, or at once when the platform stops. */
  delayed(call: ApiCall, gone: () => AbortSignal): Promise<void>;
  /** Resolves when the platform stops. */
  stopped: AbortSignal;
  stop(): void;
}

function failureOf(rule: FaultRule): Failure {
  const mode = rule.action === 'stall' ? 'after' : (rule.mode ?? 'before');
  const lost = mode === 'after' && rule.status === undefined;
  const status = rule.status ?? 500;
  return {
    mode,
    action: rule.action ?? (lost ? 'cut' : 'status'),
    status,
    body: rule.body ?? errorBody(status),
    headers: rule.headers ?? {},
  };
}

const HANG: Failure = { mode: 'before', action: 'hang', status: 0, body: null, headers: {} };

/** Waits `ms` of real time, or less when the signal fires. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (ms <= 0 || signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
}

/** Makes an empty plan. */
export function faultPlan(disorder: Disorder): FaultPlan {
  let rules: (FaultRule & { left: number })[] = [];
  let judge: ((call: ApiCall) => FaultRule | null) | null = null;
  let hanging = false;
  let delayMs = 0;
  let isDelayed = (_call: ApiCall) => true;
  const stopping = new AbortController();
  const holds = createHolds<ApiCall>();

  function take(call: ApiCall): Failure | null {
    if (hanging) return HANG;
    const rule = rules.find(
      (r) => (r.api === undefined || r.api === call.api) && (r.match?.(call) ?? true),
    );
    if (rule === undefined) {
      const judged = judge?.(call) ?? null;
      return judged === null ? null : failureOf(judged);
    }
    rule.left -= 1;
    if (rule.left <= 0) rules = rules.filter((r) => r !== rule);
    return failureOf(rule);
  }

  return {
    take,
    delayed: async (call, gone) => {
      await pause(isDelayed(call) ? delayMs : 0, stopping.signal);
      await holds.passed(call, () => AbortSignal.any([gone(), stopping.signal]));
    },
    stopped: stopping.signal,
    stop: () => {
      stopping.abort();
      disorder.set('normal');
    },
    failNext: (rule) => {
      rules.push({ ...rule, left: rule.times ?? 1 });
    },
    each: (next) => {
      judge = next;
    },
    hangAll: (on) => {
      hanging = on;
    },
    delay: (ms, match = () => true) => {
      delayMs = ms;
      isDelayed = match;
    },
    hold: holds.hold,
    webhooks: disorder.set,
    clear: () => {
      holds.releaseAll();
      rules = [];
      judge = null;
      hanging = false;
      delayMs = 0;
      disorder.set('normal');
    },
  };
}
