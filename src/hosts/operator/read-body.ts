import * as z from 'zod';
import { claimsOf, claimsWithout } from '../../config/claims-of.ts';
import { type Claims, NO_CLAIMS } from '../../domain/operator/claims.ts';
import { LOCATIONS, type Location, locationOf } from '../../domain/operator/locations.ts';
import type { Refusal } from '../../domain/operator/refusals.ts';
import { isWorkspaceVerb, type Verb } from '../../domain/operator/verbs.ts';
import { DEFAULT_WORKSPACE, isWorkspaceName } from '../../domain/workspace-name.ts';

/** A call's body, as far as it is read before a workspace is asked. */
export interface AskedOf {
  /** Null: it is about all workspaces. */
  readonly workspace: string | null;
  readonly claims: Claims;
  /** Where the workspace should live, when it is created; null: near who asks first. */
  readonly location: Location | null;
  /** It asks for more of what a call before it began: a page of an export, a chunk of an import. */
  readonly goesOn: boolean;
  /** All of it, for the workspace. */
  readonly body: Readonly<Record<string, unknown>>;
}

export type BodyJudged =
  | ({ readonly ok: true } & AskedOf)
  | { readonly ok: false; readonly why: Refusal; readonly detail?: string };

const anyBody = z.record(z.string(), z.unknown());
const settingsBody = z.looseObject({ settings: z.record(z.string(), z.string()) });
const namesBody = z.looseObject({ names: z.array(z.string()) });

/** Reads what a call is about; what else is in it is its workspace's to judge. */
export function readOperatorBody(verb: Verb, bytes: Uint8Array): BodyJudged {
  const read = anyBody.safeParse(parsed(bytes));
  if (!read.success) return { ok: false, why: 'not-json' };
  const body = read.data;
  const { workspace, location } = body;
  const wished = location === undefined ? null : locationOf(location);
  if (location !== undefined && wished === null) {
    return { ok: false, why: 'unknown-location', detail: LOCATIONS.join(', ') };
  }
  const isNamed = typeof workspace === 'string' && isName(workspace);
  if (isWorkspaceVerb(verb) && !isNamed) return { ok: false, why: 'no-name' };
  return {
    ok: true,
    workspace: isNamed ? workspace : null,
    claims: claimsIn(verb, body),
    location: wished,
    goesOn: isMore(verb, body),
    body,
  };
}

const isName = (text: string) => text === DEFAULT_WORKSPACE || isWorkspaceName(text);

function isMore(verb: Verb, { from, chunk }: AskedOf['body']): boolean {
  if (verb === 'export') return from !== undefined;
  return verb === 'import' && typeof chunk === 'number' && chunk > 0;
}

function claimsIn(verb: Verb, body: AskedOf['body']): Claims {
  if (verb === 'create' || verb === 'set') {
    const read = settingsBody.safeParse(body);
    return read.success ? claimsOf(read.data.settings) : NO_CLAIMS;
  }
  if (verb === 'unset') {
    const read = namesBody.safeParse(body);
    return read.success ? claimsWithout(read.data.names) : NO_CLAIMS;
  }
  return NO_CLAIMS;
}

/** An empty body is an empty object. */
function parsed(bytes: Uint8Array): unknown {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes);
    return text === '' ? {} : JSON.parse(text);
  } catch {
    return undefined;
  }
}
