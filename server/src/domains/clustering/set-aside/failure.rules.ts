import { firstUnits } from '@tocsin/shared/kernel';

export interface Failure {
  readonly class: string;
  readonly message: string;
}

const LONGEST = 200;
/** What stands in quotes may be a value; anything but plain letters and short numbers may be words of a complaint or somebody's number. */
const QUOTED = /"[^"]*"?|'[^']*'|`[^`]*`|«[^»]*»|“[^”]*”/g;
const FOREIGN = /[^\x20-\x7e]+/g;
const LONG_NUMBER = /\d[\d -]{3,}/g;

/** An error as it may be kept and shown: what kind it is and what it says, without what the complaint says. */
export function failureOf(error: unknown): Failure {
  if (!(error instanceof Error)) return { class: 'Unknown', message: '' };
  const code = (error as { code?: unknown }).code;
  const name = typeof code === 'string' && code !== '' ? `${error.name} ${code}` : error.name;
  return { class: plain(name) || 'Error', message: plain(error.message) };
}

const plain = (text: string): string =>
  firstUnits(firstUnits(text, 2_000).replace(QUOTED, '"…"').replace(LONG_NUMBER, '#').replace(FOREIGN, '…').trim(), LONGEST);
