/** Writes and reads the parts of a snapshot. Little-endian throughout; the order of writing is the format. */
type Numbers = Uint8Array | Uint16Array | Int32Array | Uint32Array | Float32Array | Float64Array;

const ALIGN = 8;
const DENSE = 0;
const SPARSE = 1;

export class SnapshotWriter {
  private readonly parts: Uint8Array[] = [];
  private length = 0;

  bytes(data: Uint8Array): void {
    const header = new Uint8Array(ALIGN);
    new DataView(header.buffer).setFloat64(0, data.byteLength, true);
    const padding = (ALIGN - (data.byteLength % ALIGN)) % ALIGN;
    for (const part of [header, data, new Uint8Array(padding)]) {
      this.parts.push(part);
      this.length += part.byteLength;
    }
  }

  numbers(data: Numbers): void {
    this.bytes(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  }

  /** For tables that are mostly zero. */
  sparse(data: Uint32Array | Int32Array): void {
    let filled = 0;
    for (const value of data) if (value !== 0) filled++;
    if (filled * 3 > data.length) {
      this.json({ form: DENSE });
      this.numbers(data);
      return;
    }
    const places = new Uint32Array(filled);
    const values = new Int32Array(filled);
    for (let i = 0, next = 0; i < data.length; i++) {
      const value = data[i] as number;
      if (value === 0) continue;
      places[next] = i;
      values[next++] = value;
    }
    this.json({ form: SPARSE });
    this.numbers(places);
    this.numbers(values);
  }

  json(value: unknown): void {
    this.bytes(new TextEncoder().encode(JSON.stringify(value)));
  }

  strings(values: readonly string[]): void {
    this.numbers(Uint32Array.from(values, ({ length }) => length));
    this.bytes(new TextEncoder().encode(values.join('')));
  }

  append(other: SnapshotWriter): void {
    this.parts.push(...other.parts);
    this.length += other.length;
  }

  finish(): Uint8Array {
    const whole = new Uint8Array(this.length);
    let at = 0;
    for (const part of this.parts) {
      whole.set(part, at);
      at += part.byteLength;
    }
    return whole;
  }
}

export class SnapshotReader {
  private at = 0;
  private readonly whole: Uint8Array;

  /** A `Buffer` is taken as the plain bytes it is: its own `slice` would hand out views of memory that others use too. */
  constructor({ buffer, byteOffset, byteLength }: Uint8Array) {
    this.whole = new Uint8Array(buffer, byteOffset, byteLength);
  }

  bytes(): Uint8Array {
    const view = new DataView(this.whole.buffer, this.whole.byteOffset + this.at, ALIGN);
    const length = view.getFloat64(0, true);
    const from = this.at + ALIGN;
    this.at = from + length + ((ALIGN - (length % ALIGN)) % ALIGN);
    return this.whole.slice(from, from + length);
  }

  uint8(): Uint8Array {
    return this.bytes();
  }
  uint16(): Uint16Array {
    return new Uint16Array(this.bytes().buffer);
  }
  int32(): Int32Array {
    return new Int32Array(this.bytes().buffer);
  }
  uint32(): Uint32Array {
    return new Uint32Array(this.bytes().buffer);
  }
  float32(): Float32Array {
    return new Float32Array(this.bytes().buffer);
  }
  float64(): Float64Array {
    return new Float64Array(this.bytes().buffer);
  }

  strings(): string[] {
    const lengths = this.uint32();
    const whole = new TextDecoder('utf-8', { ignoreBOM: true }).decode(this.bytes());
    let at = 0;
    return Array.from(lengths, (length) => whole.slice(at, (at += length)));
  }

  sparseInto(data: Uint32Array | Int32Array): void {
    const { form } = this.json<{ form: number }>();
    if (form === DENSE) {
      data.set(data instanceof Int32Array ? this.int32() : this.uint32());
      return;
    }
    const places = this.uint32();
    const values = this.int32();
    for (let i = 0; i < places.length; i++) data[places[i] as number] = values[i] as number;
  }

  json<T>(): T {
    return JSON.parse(new TextDecoder().decode(this.bytes())) as T;
  }
}
