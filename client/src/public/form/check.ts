import type { PublicComplaint } from '@tocsin/shared/complaints';
import { graphemes } from '../../lib/format.js';
import type { Lang } from '../../lib/prefs.js';
import type { Key } from '../words.js';
import type { Answers } from './draft.js';

export const MIN_TEXT = 10;
export const MAX_TEXT = 2_000;
export type FieldName = 'text' | 'orderRef' | 'occurredOn' | 'adcode' | 'demands' | 'contact' | 'attachments' | 'consent';
export type Faults = Partial<Record<FieldName, Key>>;

/** In the order of the page, so that the first fault is the one to go to. */
export const FIELDS: readonly FieldName[] = ['text', 'orderRef', 'occurredOn', 'adcode', 'demands', 'contact', 'attachments', 'consent'];

const MAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const PHONE = /^[\d+() -]{5,40}$/;

export function contactFault(contact: string): Key | undefined {
  const folded = contact.normalize('NFKC').trim();
  if (folded === '') return 'fault.contactEmpty';
  if (MAIL.test(folded) && folded.length <= 254) return undefined;
  return PHONE.test(folded) && folded.replace(/\D/g, '').length >= 5 ? undefined : 'fault.contactForm';
}

const SAYS = /[\p{L}\p{N}\p{Extended_Pictographic}]/u;

function textFault(text: string): Key | undefined {
  if (graphemes(text) < MIN_TEXT) return 'fault.textShort';
  if ([...text].length > MAX_TEXT) return 'fault.textLong';
  return SAYS.test(text) ? undefined : 'fault.textWords';
}

/** Mistakes a person can mend before anything is sent; the server checks all of it again. */
export function check(answers: Answers, today: string): Faults {
  const text = answers.text.trim();
  const faults: Partial<Record<FieldName, Key | undefined>> = {
    text: textFault(text),
    orderRef: [...answers.orderRef.trim()].length > 100 ? 'fault.orderLong' : undefined,
    occurredOn: answers.occurredOn > today ? 'fault.dateFuture' : undefined,
    contact: contactFault(answers.contact),
    consent: answers.consent ? undefined : 'fault.consent',
  };
  return Object.fromEntries(Object.entries(faults).filter(([, key]) => key !== undefined));
}

/** What the server found wrong, as words beside the same fields. */
export function faultsOf(issues: readonly { path: string; code: string }[]): Faults {
  const faults: Faults = {};
  for (const { path, code } of issues) {
    const field = FIELDS.find((name) => path === name || path.startsWith(`${name}.`));
    if (field !== undefined) faults[field] ??= faultOf(field, code);
  }
  return faults;
}

const TEXT = new Map<string, Key>([
  ['too_big', 'fault.textLong'],
  ['too_small', 'fault.textShort'],
  ['text/no-words', 'fault.textWords'],
]);

function faultOf(field: FieldName, code: string): Key {
  if (field === 'text') return TEXT.get(code) ?? 'fault.other';
  if (field === 'contact') return 'fault.contactForm';
  if (field === 'consent') return 'fault.consent';
  if (field === 'attachments') return 'fault.filesGone';
  return 'fault.other';
}

type AttachmentIds = NonNullable<PublicComplaint['attachments']>;

export function complaintOf(answers: Answers, attachments: AttachmentIds, lang: Lang): PublicComplaint {
  const orderRef = answers.orderRef.trim();
  return {
    text: answers.text,
    contact: answers.contact,
    consent: true,
    lang,
    ...(orderRef === '' ? {} : { orderRef }),
    ...(answers.occurredOn === '' ? {} : { occurredOn: answers.occurredOn }),
    ...(answers.adcode === '' ? {} : { adcode: answers.adcode }),
    ...(answers.demands.length === 0 ? {} : { demands: [...answers.demands] }),
    ...(attachments.length === 0 ? {} : { attachments }),
    ...(answers.website === '' ? {} : { website: answers.website }),
  };
}
