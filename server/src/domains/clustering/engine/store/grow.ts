type Growable = Uint8Array | Uint16Array | Int32Array | Uint32Array | Float32Array | Float64Array;

export function grown<T extends Growable>(old: T, length: number): T {
  const Type = old.constructor as new (length: number) => T;
  const larger = new Type(length);
  larger.set(old);
  return larger;
}
