import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { expect } from 'vitest';
import { type Context, record } from '../../../src/context.ts';
import type { AuditAction, AuditOutcome } from '../../../src/domain/audit.ts';
import type { EntryId } from '../../../src/domain/ids.ts';
import { lineUserId, memberId, type TalkRoomId, talkRoomId } from '../../../src/domain/ids.ts';
import type { ContentKind } from '../../../src/domain/messages/content.ts';
import { type AuditQuery, everything } from '../../../src/services/audit/search/query.ts';
import { beginSearch } from '../../../src/services/audit/search/run.ts';
import { eraseContents } from '../../../src/store/audit/audit-log.ts';
import { groupSegments } from '../../../src/store/audit/index/group.ts';
import { sealSegment } from '../../../src/store/audit/index/seal.ts';
import { forgetEverything } from '../../../src/store/memory/remembered.ts';
import { openNodeStore } from '../../../src/store/sqlite/node.ts';
import { manualClock } from '../../helpers/clock.ts';
import type { Happening } from './happenings.ts';

/** Segments of a few entries, so that a short log has many. */
export const SIZE = { entries: 23, behind: 5, chars: 300, group: 3, stays: 2 };

/** An entry as somebody knows it who was there. */
interface Known {
  readonly id: EntryId;
  readonly at: number;
  readonly action: AuditAction;
  readonly direction: 'in' | 'out' | null;
  readonly kind: ContentKind | null;
  outcome: AuditOutcome;
  readonly members: string[];
  readonly users: string[];
  readonly rooms: TalkRoomId[];
  text: string | null;
  name: string | null;
  nameFrom: EntryId | null;
}

export const memberOf = (n: number) => memberId(`m${n}`);
export const userOf = (n: number) => lineUserId(`U${n}`);
const nameOf = (n: number, called: number) => `客${'甲乙丙丁戊'[n]}${'一二三'[called]}`;
const roomOf = (member: number, user: number) => talkRoomId(1 + member * 5 + user);

/** A log of happenings by chance, with the index of its search, and somebody who knows all of it. */
export class KnownLog {
  readonly clock = manualClock();
  readonly entries: Known[] = [];
  /** Every name that a LINE user ever had. */
  readonly namesOf = new Map<string, Set<string>>();
  readonly #folder = mkdtempSync(join(tmpdir(), 'kakehashi-index-'));
  store = this.#open();

  #open() {
    const opened = openNodeStore(this.#folder);
    // The test is not about power cuts.
    opened.db.run(sql`PRAGMA synchronous = OFF`);
    return opened;
  }

  /** As a start does it. */
  reopen(): void {
    this.store.close();
    this.store = this.#open();
  }

  remove(): void {
    this.store.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** What a search and an entry need of a workspace. */
  get context(): Context {
    const { store, clock } = this;
    return { store, db: store.db, clock, chance: { token: () => 'salt' } } as unknown as Context;
  }

  find(query: Partial<AuditQuery>, budgetMs = 0) {
    const run = beginSearch(this.context, { ...everything('messages', 1000), ...query });
    for (;;) {
      const result = run.step(budgetMs);
      if (result !== null) return result;
    }
  }

  happen(event: Happening): void {
    if (event.does === 'seal') {
      this.#seal(event.steps);
      return;
    }
    if (event.does === 'undo') {
      expect(() =>
        this.store.transaction(() => {
          record(this.context, {
            ...{ action: 'message.receive', actor: { kind: 'system', id: 's', name: 's' } },
            ...{
              outcome: 'relayed',
              content: { text: event.text, detail: null },
            },
          });
          this.find({ phrases: [event.text] });
          throw new Error('undone');
        }),
      ).toThrow('undone');
      return;
    }
    this.store.transaction(() => {
      if (event.does === 'say') this.#say(event);
      else if (event.does === 'grant') this.#grant(event);
      else this.#tell(event);
    });
  }

  #say(event: Extract<Happening, { does: 'say' }>): void {
    this.clock.advance(event.at);
    const { direction, kind, member, user, called } = event;
    // A text has no file.
    const fileName = kind === 'file' ? event.name : null;
    const room = member !== null && user !== null ? roomOf(member, user) : null;
    const name = user === null ? null : nameOf(user, called);
    const id = record(this.context, {
      action: 'message.receive',
      actor: { kind: 'line-user', id: 'U9', name: '話し手' },
      outcome: 'relayed',
      ...{ direction, kind, roomId: room },
      memberId: member === null ? null : memberOf(member),
      memberName: member === null ? null : `社員${member}`,
      lineUserId: user === null ? null : userOf(user),
      lineUserName: name,
      content: {
        text: event.text,
        detail: kind === 'file' ? { fileName } : null,
      },
    });
    if (user !== null)
      this.namesOf.set(userOf(user), (this.namesOf.get(userOf(user)) ?? new Set()).add(name ?? ''));
    this.entries.push({
      ...{
        id,
        at: this.clock.now(),
        action: 'message.receive',
        direction,
        kind,
        outcome: 'relayed',
      },
      members: member === null ? [] : [memberOf(member)],
      users: user === null ? [] : [userOf(user)],
      rooms: room === null ? [] : [room],
      ...{ text: event.text, name: fileName, nameFrom: fileName === null ? null : id },
    });
  }

  #grant(event: Extract<Happening, { does: 'grant' }>): void {
    const actor = {
      kind: 'admin',
      id: memberOf(event.member),
      name: `社員${event.member}`,
    } as const;
    const id = record(this.context, { action: 'role.grant', actor, outcome: 'ok' });
    this.entries.push({
      ...{
        id,
        at: this.clock.now(),
        action: 'role.grant',
        direction: null,
        kind: null,
        outcome: 'ok',
      },
      ...{
        members: [memberOf(event.member)],
        users: [],
        rooms: [],
        text: null,
        name: null,
        nameFrom: null,
      },
    });
  }

  #tell(event: Extract<Happening, { does: 'deliver' | 'release' | 'keep' | 'erase' }>): void {
    const known = this.#messageBack(event.which);
    if (known === undefined) return;
    const actor = { kind: 'system', id: 's', name: 's' } as const;
    const about = { actor, aboutId: known.id };
    switch (event.does) {
      case 'deliver':
        record(this.context, { action: 'message.deliver', ...about, outcome: event.outcome });
        known.outcome = event.outcome;
        break;
      case 'release': {
        const { member, user } = event;
        record(this.context, {
          ...{
            action: 'message.release',
            ...about,
            outcome: 'relayed',
            roomId: roomOf(member, user),
          },
          ...{ memberId: memberOf(member), memberName: `社員${member}` },
          ...{ lineUserId: userOf(user), lineUserName: nameOf(user, 0) },
        });
        this.namesOf.set(
          userOf(user),
          (this.namesOf.get(userOf(user)) ?? new Set()).add(nameOf(user, 0)),
        );
        known.outcome = 'relayed';
        known.members.push(memberOf(member));
        known.users.push(userOf(user));
        known.rooms.push(roomOf(member, user));
        break;
      }
      case 'keep': {
        if (known.name !== null || known.text === null || known.kind !== 'file') return;
        const content = { text: event.name, detail: { fileName: event.name } };
        const id = record(this.context, { action: 'media.keep', ...about, outcome: 'ok', content });
        known.name = event.name;
        known.nameFrom = id;
        break;
      }
      case 'erase':
        if (known.nameFrom !== null && known.nameFrom !== known.id && event.which % 2 === 0) {
          eraseContents(this.store.db, [known.nameFrom]);
          known.name = null;
        } else {
          eraseContents(this.store.db, [known.id]);
          known.text = null;
          if (known.nameFrom === known.id) known.name = null;
        }
        break;
      default:
        event satisfies never;
    }
  }

  /** The newest come first: most of what is told is told soon. */
  #messageBack(which: number) {
    const messages = this.entries.filter(({ action }) => action === 'message.receive');
    return messages.at(-1 - (which % Math.min(messages.length, which % 3 === 0 ? 500 : 6)));
  }

  /** A segment that is begun and, with few steps, left in the middle, as by a crash. */
  #seal(steps: number): void {
    this.find({});
    const work = sealSegment(this.store, SIZE);
    for (let left = steps; left > 0 && work.next().done !== true; left -= 1);
    const grouping = groupSegments(this.store, SIZE);
    for (let left = steps; left > 0 && grouping.next().done !== true; left -= 1);
    if (steps % 5 === 0) forgetEverything(this.store.db);
  }
}
