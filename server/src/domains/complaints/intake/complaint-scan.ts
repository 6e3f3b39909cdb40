import { isUtf8 } from 'node:buffer';
import { CHANNELS, COMPLAINT_TEXT_MAX, Complainant, DEMANDS, NewComplaint, type Channel, type Demand } from '@tocsin/shared/complaints';
import { isBlank, saysSomething } from '@tocsin/shared/kernel';
import type { z } from 'zod';
import { isKnownArea } from '../enrichment/place/gazetteer.js';
import { memberTable, JsonCursor, type Member } from './json-cursor.js';

/** A valid complaint. Its words may still be the UTF-8 they came in: nobody here needs them as a string. */
export type ReadComplaint = Omit<NewComplaint, 'text'> & { text: string | Buffer };

const { shape } = NewComplaint;
const channels = new Map<string, Channel>(CHANNELS.map((name) => [name, name]));
const demands = new Map<string, Demand>(DEMANDS.map((name) => [name, name]));
const MOST_DEMANDS = 10;

const line = (name: string, max: number): Member => ({ name, read: (cursor) => short(cursor.text(), max) });

function short(text: string | undefined, max: number): string | undefined {
  const value = text?.trim();
  return value === undefined || value.length > max || isBlank(value) ? undefined : value;
}

/** What few complaints carry is judged by the schema itself. */
const judged = (name: string, schema: z.ZodType): Member => ({
  name,
  read: (cursor) => accepted(schema, cursor.text() ?? cursor.flat()),
});

function accepted(schema: z.ZodType, value: unknown): unknown {
  const result = schema.safeParse(value);
  return result.success ? result.data : undefined;
}

const bool = (name: string): Member => ({ name, read: (cursor) => cursor.boolean() });

const person = memberTable([line('name', 100), line('phone', 40), judged('email', Complainant.shape.email), line('ref', 100)]);

function complainant(cursor: JsonCursor): Complainant | undefined {
  const values = cursor.object(person) as (string | undefined)[] | null;
  return values === null ? undefined : { name: values[0], phone: values[1], email: values[2], ref: values[3] };
}

function words(cursor: JsonCursor): Buffer | undefined {
  if (!cursor.string()) return undefined;
  const { bytes, from, to } = cursor;
  // As many bytes as it may have characters are surely not too many of them.
  return to - from <= COMPLAINT_TEXT_MAX && says(bytes, from, to) ? bytes.subarray(from, to) : undefined;
}

/** Whether it says something near its beginning, nearly always with the very first character: a letter, a digit, a Han character. */
function says(bytes: Buffer, from: number, to: number): boolean {
  const first = bytes[from] as number;
  // The Han characters proper take up all of U+5000 to U+9FFF.
  if (to > from && (isWordByte(first) || (first >= 0xe5 && first <= 0xe9))) return true;
  let end = Math.min(to, from + 60);
  while (end < to && ((bytes[end] as number) & 0xc0) === 0x80) end--;
  return saysSomething(bytes.toString('utf8', from, end));
}

const isWordByte = (byte: number): boolean => (byte >= 48 && byte <= 57) || ((byte | 0x20) >= 97 && (byte | 0x20) <= 122);

function place(cursor: JsonCursor): unknown {
  const named = cursor.text();
  if (named !== undefined) return short(named, 200);
  const given = accepted(shape.place, cursor.flat()) as NewComplaint['place'];
  return typeof given === 'object' && 'adcode' in given && !isKnownArea(given.adcode) ? undefined : given;
}

const demand = (cursor: JsonCursor): Demand | undefined => demands.get(cursor.text() ?? '');
const complaint = memberTable([
  { name: 'text', read: words },
  { name: 'channel', read: (cursor) => channels.get(cursor.text() ?? '') },
  line('externalId', 200),
  line('source', 100),
  judged('occurredAt', shape.occurredAt),
  judged('receivedAt', shape.receivedAt),
  line('subject', 500),
  line('product', 200),
  line('brand', 100),
  line('orderRef', 100),
  judged('lang', shape.lang),
  { name: 'place', read: place },
  { name: 'complainant', read: complainant },
  { name: 'demands', read: (cursor) => cursor.list(demand, MOST_DEMANDS) },
  judged('amount', shape.amount),
  judged('reach', shape.reach),
  bool('history'),
]);

/**
 * The complaint in these bytes when it is of the plain kind that nearly all of them are, else null, and `NewComplaint` has to say what it is or
 * what is wrong with it. It never accepts what the schema refuses, nor reads it differently: parsing and checking at once, without a string
 * for the words, costs a quarter of doing one after the other.
 */
export function scanComplaint(bytes: Buffer): ReadComplaint | null {
  if (!isUtf8(bytes)) return null;
  const cursor = new JsonCursor(bytes);
  cursor.blanks();
  const values = cursor.object(complaint);
  if (values === null || !cursor.ends()) return null;
  const [text, channel] = values;
  if (text === undefined || channel === undefined) return null;
  return {
    text,
    channel,
    externalId: values[2],
    source: values[3],
    occurredAt: values[4],
    receivedAt: values[5],
    subject: values[6],
    product: values[7],
    brand: values[8],
    orderRef: values[9],
    lang: values[10],
    place: values[11],
    complainant: values[12],
    demands: values[13],
    amount: values[14],
    reach: values[15],
    history: values[16],
  } as ReadComplaint;
}
