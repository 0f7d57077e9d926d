/** The thing that was checked. */
export type CheckName =
  | 'line-token'
  | 'line-webhook'
  | 'line-webhook-test'
  | 'line-chat'
  | 'works-token'
  | 'works-scopes'
  | 'bridge-bot'
  | 'admin-bot'
  | 'bot-domain'
  | 'rooms'
  | 'clock'
  | 'disk';

/** What is wrong; each fault has a fix in words. */
export type FaultName =
  | 'unauthorized'
  | 'unreachable'
  | 'refused'
  | 'webhook-missing'
  | 'webhook-elsewhere'
  | 'webhook-of-another-service'
  | 'webhook-off'
  | 'webhook-test-failed'
  | 'scopes-missing'
  | 'callback-off'
  | 'callback-elsewhere'
  | 'events-not-ticked'
  | 'group-join-off'
  | 'domain-not-registered'
  | 'clock-wrong'
  | 'disk-full';
