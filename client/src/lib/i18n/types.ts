/** The other language carries exactly the keys of the Chinese source; a key may instead split into `_one` and `_other`. */
export type Translation<T> = { [K in keyof T]?: T[K] extends string ? string : Translation<T[K]> } & {
  [K in keyof T & string as T[K] extends string ? `${K}_one` | `${K}_other` : never]?: string;
};
