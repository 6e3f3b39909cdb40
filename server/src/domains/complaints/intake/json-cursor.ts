const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN = 0x7b;
const CLOSE = 0x7d;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const SPACE = 0x20;
const TRUE = Buffer.from('true');
const FALSE = Buffer.from('false');

/** One member of an object, and how its value is read. `undefined` gives up: the value is wrong, or merely unusual. */
export interface Member {
  name: string;
  read: (cursor: JsonCursor) => unknown;
}

/** Members found by the length and the first byte of their names, which no two of one object may share. */
export interface MemberTable {
  members: readonly Member[];
  slots: readonly number[];
  names: readonly Buffer[];
}

export function memberTable(members: readonly Member[]): MemberTable {
  const names = members.map(({ name }) => Buffer.from(name));
  const slots = Array<number>(SLOTS).fill(-1);
  names.forEach((name, i) => {
    const slot = slotOf(name.length, name[0] as number);
    if (slots[slot] !== -1) throw new Error(`${members[i]?.name ?? ''} shares its slot with another name`);
    slots[slot] = i;
  });
  return { members, slots, names };
}

const SLOTS = 1 << 12;
const slotOf = (length: number, first: number): number => ((length & 15) << 8) | first;

/**
 * Reads the plain part of JSON straight from its bytes: no escapes, every member known and named once. All it accepts is JSON with the very
 * meaning `JSON.parse` gives it; whatever it gives up on may be JSON just as well.
 */
export class JsonCursor {
  at = 0;
  /** The last string that was read, without its quotes. */
  from = 0;
  to = 0;
  private ascii = true;

  /** `bytes` must be UTF-8. */
  constructor(readonly bytes: Buffer) {}

  /** Values in the order of the table, `undefined` where there is none; null when it gives up. */
  object({ members, slots, names }: MemberTable): unknown[] | null {
    if (!this.eat(OPEN)) return null;
    const values = Array<unknown>(members.length).fill(undefined);
    if (this.eat(CLOSE)) return values;
    do {
      this.blanks();
      if (!this.string()) return null;
      const i = slots[slotOf(this.to - this.from, this.bytes[this.from] as number)] as number;
      if (i < 0 || values[i] !== undefined || !this.reads(names[i] as Buffer) || !this.eat(COLON)) return null;
      this.blanks();
      const value = (members[i] as Member).read(this);
      if (value === undefined) return null;
      values[i] = value;
    } while (this.eat(COMMA));
    return this.eat(CLOSE) ? values : null;
  }

  list<T>(read: (cursor: JsonCursor) => T | undefined, most: number): T[] | undefined {
    if (!this.eat(OPEN_LIST)) return undefined;
    const items: T[] = [];
    if (this.eat(CLOSE_LIST)) return items;
    do {
      this.blanks();
      const item = read(this);
      if (item === undefined || items.length === most) return undefined;
      items.push(item);
    } while (this.eat(COMMA));
    return this.eat(CLOSE_LIST) ? items : undefined;
  }

  /** Moves behind a string without escapes and remembers where it lies. */
  string(): boolean {
    const { bytes } = this;
    let i = this.at;
    if (bytes[i++] !== QUOTE) return false;
    this.from = i;
    let seen = 0;
    for (let b = bytes[i]; b !== QUOTE; b = bytes[++i]) {
      if (b === undefined || b < SPACE || b === BACKSLASH) return false;
      seen |= b;
    }
    this.to = i;
    this.ascii = seen < 0x80;
    this.at = i + 1;
    return true;
  }

  text(): string | undefined {
    return this.string() ? this.bytes.toString(this.ascii ? 'latin1' : 'utf8', this.from, this.to) : undefined;
  }

  boolean(): boolean | undefined {
    const word = this.bytes[this.at] === TRUE[0] ? TRUE : FALSE;
    for (const [i, byte] of word.entries()) if (this.bytes[this.at + i] !== byte) return undefined;
    this.at += word.length;
    return word === TRUE;
  }

  /** An object without further objects or lists inside, as `JSON.parse` reads it. */
  flat(): unknown {
    const start = this.at;
    if (this.bytes[this.at++] !== OPEN) return undefined;
    for (;;) {
      const b = this.bytes[this.at];
      if (b === undefined || b === OPEN || b === OPEN_LIST) return undefined;
      if (b !== QUOTE) this.at++;
      else if (!this.string()) return undefined;
      if (b === CLOSE) return parsed(this.bytes.toString('utf8', start, this.at));
    }
  }

  /** Whether nothing but blanks is left. */
  ends(): boolean {
    this.blanks();
    return this.at === this.bytes.length;
  }

  blanks(): void {
    for (let b = this.bytes[this.at]; b === SPACE || b === 10 || b === 13 || b === 9; b = this.bytes[++this.at]);
  }

  private eat(byte: number): boolean {
    this.blanks();
    if (this.bytes[this.at] !== byte) return false;
    this.at++;
    return true;
  }

  private reads(name: Buffer): boolean {
    if (this.to - this.from !== name.length) return false;
    for (let i = 0; i < name.length; i++) if (this.bytes[this.from + i] !== name[i]) return false;
    return true;
  }
}

function parsed(source: string): unknown {
  // A member of that name would be met with a problem of its own.
  if (source.includes('__proto__')) return undefined;
  try {
    return JSON.parse(source);
  } catch {
    return undefined;
  }
}
