import type { FaultRule as LineRule } from '../../line/platform.ts';
import type { FaultRule as WorksRule } from '../../line-works/platform.ts';
import type { Stage } from '../stage.ts';

const SENDING = ['normal', 'error', 'busy', 'silent'] as const;

/** What can be made to go wrong, and how. */
export const FAULTS = {
  lineSending: SENDING,
  lineQuota: ['normal', 'used'],
  worksSending: SENDING,
  worksRooms: ['normal', 'refused', 'direct'],
  webhooks: ['normal', 'twice', 'reordered'],
} as const;

export type FaultState = { readonly [Name in keyof typeof FAULTS]: (typeof FAULTS)[Name][number] };

/** The page's switches over the platforms' own faults. */
export interface FaultSwitches {
  state(): FaultState;
  /** Changes some of them; the others stay as they are. */
  set(change: Partial<FaultState>): void;
}

const ALWAYS = Number.POSITIVE_INFINITY;
/** What a bot's words and files go through; the tokens and the directory stay well. */
const WORKS_SENDING = ['user-message', 'channel-message', 'create-channel', 'attachment', 'upload'];
/** As the platform itself would say it (line-works.md §3.3). */
const WORKS_BUSY = {
  'rateLimit-limit': '240',
  'rateLimit-remaining': '0',
  'rateLimit-reset': '10',
};
const ROOMS = { normal: 'new-room', refused: 'refuse', direct: 'single-user' } as const;
/** What a used-up month gets back, where its old limit is not known (line.md §2.6). */
const FREE_PLAN = 200;

export function faultSwitches({ line, works, company }: Stage): FaultSwitches {
  const account = () => line.account(company.account.channelId);
  let chosen = { lineSending: 'normal', worksSending: 'normal', webhooks: 'normal' } as Pick<
    FaultState,
    'lineSending' | 'worksSending' | 'webhooks'
  >;
  let limit: number | null = FREE_PLAN;
  return { state, set };

  /** Quota and rooms are the platforms' own, and outlive a restart. */
  function state(): FaultState {
    const { roomBehaviour } = works;
    const rooms = { 'new-room': 'normal', refuse: 'refused', 'single-user': 'direct' } as const;
    const lineQuota = isUsedUp() ? 'used' : 'normal';
    return { ...chosen, lineQuota, worksRooms: rooms[roomBehaviour] };
  }

  function set(change: Partial<FaultState>): void {
    const { lineQuota, worksRooms, ...others } = change;
    chosen = { ...chosen, ...others };
    if (worksRooms !== undefined) works.setRoomBehaviour(ROOMS[worksRooms]);
    if (lineQuota === 'used') useUp();
    if (lineQuota === 'normal') refill();
    play();
  }

  /** The platforms end faults all at once: every one is set again. */
  function play(): void {
    line.faults.clear();
    works.faults.clear();
    for (const api of ['push', 'reply'] as const) {
      const rule = lineRule(chosen.lineSending);
      if (rule !== null) line.faults.failNext({ api, times: ALWAYS, ...rule });
    }
    for (const api of WORKS_SENDING) {
      const rule = worksRule(chosen.worksSending);
      if (rule !== null) works.faults.failNext({ api, times: ALWAYS, ...rule });
    }
    line.faults.webhooks(chosen.webhooks);
    works.faults.webhooks(chosen.webhooks);
  }

  function isUsedUp(): boolean {
    const { quota } = account();
    return quota.limit !== null && quota.used >= quota.limit;
  }

  function useUp(): void {
    if (isUsedUp()) return;
    const { quota } = account();
    limit = quota.limit;
    account().setQuota(quota.used);
  }

  function refill(): void {
    if (!isUsedUp()) return;
    const { used } = account().quota;
    account().setQuota(limit === null || used < limit ? limit : used + FREE_PLAN);
  }
}

function lineRule(how: FaultState['lineSending']): LineRule | null {
  switch (how) {
    case 'normal':
      return null;
    case 'error':
      return { status: 500 };
    case 'busy':
      return { status: 429 };
    case 'silent':
      return { action: 'hang' };
    default:
      return how satisfies never;
  }
}

function worksRule(how: FaultState['worksSending']): WorksRule | null {
  switch (how) {
    case 'normal':
      return null;
    case 'error':
      return { status: 503 };
    case 'busy':
      return { status: 429, headers: WORKS_BUSY };
    case 'silent':
      return { action: 'hang' };
    default:
      return how satisfies never;
  }
}
