import { asCode, type Code } from './audit-facts.ts';

/** What an error is called by the one who threw it first; its message may hold people's words. */
export function faultCode(error: unknown): Code {
  if (!(error instanceof Error)) return asCode('');
  if (error.cause instanceof Error) return faultCode(error.cause);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  return asCode(code);
}
