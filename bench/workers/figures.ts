/** What the counted Worker tells of itself since the count began. */
export interface WorkerFigures {
  readonly rowsWritten: number;
  readonly rowsRead: number;
  readonly statements: number;
  /** How often the object was built from its storage. */
  readonly starts: number;
  /** How often a start asked the registry whether its database went back. */
  readonly registryAsked: number;
  /** Each is billed like a written row. */
  readonly alarmsSet: number;
  readonly alarmsFired: number;
  /** When the alarm is set for, epoch ms; null: it is not. */
  readonly alarmAt: number | null;
  /** What R2 bills: writes and lists, and reads. */
  readonly r2: { readonly a: number; readonly b: number };
  /** Questions to the Images binding, and pictures that it made: each is a transformation. */
  readonly images: { readonly asked: number; readonly made: number };
  /** Rows written, by statement. */
  readonly writes: Readonly<Record<string, number>>;
}
