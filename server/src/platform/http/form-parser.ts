import { isUtf8 } from 'node:buffer';
import { Problem } from '../problems/index.js';
import { refuseUnstorable } from './json-parser.js';

/** A form sent without a script. A name given more than once becomes an array, an empty field counts as left out. */
export function parseForm(bytes: Buffer): Record<string, string | string[]> {
  const source = bytes.toString('latin1');
  if (!isUtf8(bytes) || !isUtf8(decoded(source))) throw new Problem('request/malformed', { reason: 'not UTF-8' });
  const fields = new Map<string, string | string[]>();
  for (const [name, value] of new URLSearchParams(source)) {
    if (value === '') continue;
    const before = fields.get(name);
    fields.set(name, before === undefined ? value : [before, value].flat());
  }
  const form = Object.fromEntries(fields);
  refuseUnstorable(form);
  return form;
}

/** URLSearchParams replaces what is not UTF-8 without a word; words are kept as received or not at all. */
function decoded(source: string): Buffer {
  const bytes = source.replace(/%([\dA-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1');
}
