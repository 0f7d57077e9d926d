/** What the counted Worker tells of itself since the count began. */
export interface WorkerFigures {
  readonly rowsWritten: number;
  readonly rowsRead: number;
  readonly statements: number;
  /** How often the object was built from its storage. */
  readonly starts: number;
  /** Each is billed like a written row. */
  readonly alarmsSet: number;
  readonly alarmsFired: number;
  /** When the alarm is set for, epoch ms; null: it is not. */
  readonly alarmAt: number | null;
  /** Rows written, by statement. */
  readonly writes: Readonly<Record<string, number>>;
}
