import { errorBody } from './api-error.ts';
import type { ApiCall, FaultRule, Faults } from './types.ts';

/** What a planned failure does to one call. */
export interface Failure {
  mode: 'before' | 'after';
  action: 'status' | 'hang' | 'cut';
  status: number;
  body: unknown;
  headers: Record<string, string>;
}

/** The plan of failures, as the servers consult it. */
export interface FaultPlan extends Faults {
  /** The failure for this call, if one is planned; uses it up. */
  take(call: ApiCall): Failure | null;
  /** Resolves after the set delay, or at once when the platform stops. */
  delayed(): Promise<void>;
  /** Resolves when the platform stops. */
  stopped: AbortSignal;
  stop(): void;
}

function failureOf(rule: FaultRule): Failure {
  const mode = rule.mode ?? 'before';
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
export function faultPlan(): FaultPlan {
  let rules: (FaultRule & { left: number })[] = [];
  let hanging = false;
  let delayMs = 0;
  const stopping = new AbortController();

  function take(call: ApiCall): Failure | null {
    if (hanging) return HANG;
    const rule = rules.find(
      (r) => (r.api === undefined || r.api === call.api) && (r.match?.(call) ?? true),
    );
    if (rule === undefined) return null;
    rule.left -= 1;
    if (rule.left <= 0) rules = rules.filter((r) => r !== rule);
    return failureOf(rule);
  }

  return {
    take,
    delayed: () => pause(delayMs, stopping.signal),
    stopped: stopping.signal,
    stop: () => stopping.abort(),
    failNext: (rule) => {
      rules.push({ ...rule, left: rule.times ?? 1 });
    },
    hangAll: (on) => {
      hanging = on;
    },
    delay: (ms) => {
      delayMs = ms;
    },
    clear: () => {
      rules = [];
      hanging = false;
      delayMs = 0;
    },
  };
}
