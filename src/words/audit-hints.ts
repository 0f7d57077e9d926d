/** What is said below some fields of the audit page's forms. */
export interface AuditHints {
  readonly q: string;
  readonly member: string;
  readonly user: string;
  readonly [field: string]: string | undefined;
}
