import type { Metric } from './exposition.ts';

/*
 * Every metric, once. Labels take few values, all of them known beforehand: codes, statuses, hosts, our own OAs.
 * Never an id of a person or a room. docs/grafana.json and docs/alerts.yml use these names; a test compares.
 */

const counter = (name: string, help: string, ...labels: string[]): Metric => ({
  ...{ name: `kakehashi_${name}_total`, type: 'counter', help, labels },
});
const gauge = (name: string, help: string, ...labels: string[]): Metric => ({
  ...{ name: `kakehashi_${name}`, type: 'gauge', help, labels },
});
const histogram = (name: string, help: string, ...labels: string[]): Metric => ({
  ...{ name: `kakehashi_${name}_duration_seconds`, type: 'histogram', help, labels },
});

export const METRICS = {
  build: gauge('build_info', '1, with the version and the runtime.', 'version', 'runtime'),
  startedAt: gauge('start_time_seconds', 'When this process (on Workers: this object) started.'),
  ready: gauge('ready', '1: the database takes writes, so events can be taken.'),
  linkOn: gauge('link_on', '1: the link is switched on.'),
  faults: counter('faults', 'Faults of ours that were logged.', 'of'),

  webhooks: counter('webhooks', 'Webhooks answered.', 'platform', 'status'),
  receipt: histogram('receipt', 'From the last byte of a webhook to its answer.', 'platform'),
  acknowledged: counter(
    'events_acknowledged',
    'Events that were on disk before their 200.',
    'platform',
  ),
  repeated: counter('events_repeated', 'Events that came again and were dropped.', 'platform'),
  lastReceived: gauge(
    'events_last_received_timestamp_seconds',
    'When the latest event came.',
    'platform',
  ),
  relayed: counter(
    'events_relayed',
    'Events taken to their effects; result fault: set aside.',
    'platform',
    'result',
  ),
  relay: histogram(
    'relay',
    'From the receipt of an event until its effects are queued.',
    'platform',
  ),
  eventsWaiting: gauge('events_waiting', 'Events that are still to be taken to their effects.'),
  eventsOldest: gauge(
    'events_oldest_waiting_seconds',
    'For how long the oldest of them has waited.',
  ),
  eventsSetAside: gauge(
    'events_set_aside',
    'Events that could not be processed, by a fault of ours.',
  ),

  deliveries: counter(
    'deliveries',
    'What was said or done, by its end: sent, refused, uncertain, exhausted, cancelled.',
    'to',
    'outcome',
    'class',
  ),
  delivery: histogram(
    'delivery',
    "From the receipt of a person's message until the other side has taken it.",
    'to',
  ),
  retried: counter(
    'deliveries_retried',
    'Attempts after which the same bytes wait for another.',
    'to',
  ),
  waiting: gauge('deliveries_waiting', 'What waits to be said or done.', 'to'),
  oldest: gauge(
    'deliveries_oldest_waiting_seconds',
    'For how long the oldest of it has waited.',
    'to',
  ),
  lanes: gauge('lanes', 'Lanes in which something waits.', 'to'),
  deepest: gauge('lane_depth_max', 'What waits in the deepest lane.', 'to'),
  triedAgain: gauge('requests_tried_again', 'Requests that wait for another attempt.', 'platform'),
  faulty: gauge(
    'deliveries_faulty',
    'Deliveries that a fault of ours ended, as status counts them.',
  ),

  attempts: counter(
    'delivery_attempts',
    'Attempts of deliveries, by how they ended.',
    'call',
    'outcome',
  ),
  calls: counter(
    'calls',
    'Exchanges with the platforms, by HTTP status or why there is none.',
    'host',
    'status',
  ),
  call: histogram(
    'call',
    'Exchanges with the platforms; of files until their headers.',
    'platform',
  ),
  inFlight: gauge('calls_in_flight', 'Calls of deliveries under way.'),
  paused: gauge('platform_paused', '1: the host fails, and is tried only now and then.', 'host'),
  rateLimit: gauge('rate_limit', 'Calls that LINE WORKS allows in a window.', 'api'),
  rateRemaining: gauge('rate_remaining', 'Calls that are left in the window.', 'api'),
  rateReset: gauge('rate_reset_seconds', 'When the window ends, from now.', 'api'),
  quotaLimit: gauge('push_quota_limit', 'Pushes of an OA in a month; absent: no limit.', 'account'),
  quotaLeft: gauge('push_quota_left', 'Pushes that are left this month.', 'account'),

  blobs: gauge('blobs', 'Stored files, previews included.'),
  blobBytes: gauge('blobs_bytes', 'What they take.'),
  blobLimit: gauge('blobs_limit_bytes', 'MEDIA_TOTAL_GB; absent: no limit.'),
  databaseBytes: gauge('database_bytes', 'The database with its write-ahead log.'),
  diskFree: gauge('disk_free_bytes', 'Free on the disk of DATA_DIR; absent on Workers.'),
  memory: gauge('resident_memory_bytes', 'Memory of this process; absent on Workers.'),
  entries: gauge('audit_entries', 'Entries of the audit log.'),
  checkpointAt: gauge('audit_checkpoint_timestamp_seconds', 'When the audit log was last signed.'),
} as const satisfies Record<string, Metric>;
