import type { CheckName, FaultName } from '../../domain/fault.ts';

export type { CheckName, FaultName };

/** One check's result. `detail` holds names and numbers for the sentence, never a secret. */
export type Finding =
  | {
      readonly check: CheckName;
      readonly subject: string;
      readonly ok: true;
      readonly detail: string;
    }
  | {
      readonly check: CheckName;
      readonly subject: string;
      readonly ok: false;
      readonly fault: FaultName;
      readonly detail: string;
      /** What was found where `detail` should be. */
      readonly found: string;
    };

export const fine = (check: CheckName, subject = '', detail = ''): Finding => ({
  check,
  subject,
  ok: true,
  detail,
});

export const faulty = (
  check: CheckName,
  fault: FaultName,
  subject = '',
  detail = '',
  found = '',
): Finding => ({ check, subject, ok: false, fault, detail, found });
