import { PublicComplaint } from '@tocsin/shared/complaints';
import { invalid } from '../../../platform/problems/index.js';

const MANY = ['demands', 'attachments'] as const;

/** A form sent without a script has only texts: one chip is no array, a ticked box says `on`. */
export function publicComplaintIn(body: unknown, isForm: boolean): PublicComplaint {
  const parsed = PublicComplaint.safeParse(isForm ? fromForm(body as Record<string, string | string[]>) : body);
  if (!parsed.success) throw invalid(parsed.error.issues);
  return parsed.data;
}

function fromForm(fields: Record<string, string | string[]>): Record<string, unknown> {
  const form: Record<string, unknown> = { ...fields };
  for (const name of MANY) if (form[name] !== undefined) form[name] = [form[name]].flat();
  if (form['consent'] === 'on' || form['consent'] === 'true') form['consent'] = true;
  return form;
}
