import { firstUnits } from '../kernel/index.js';
import { EntryKind, NewObjectEntry, type RowFault } from './dictionary.contract.js';

/** UTF-16 units compared; the contract allows fewer, but a file may hold anything. */
const LONGEST_SPELLING = 1_000;

/** How spellings are compared: «Ｘ１ Pro», «x1 pro» and «X1 PRO» are one. Cut again at the end, since one character may become eighteen. */
export const spellingKey = (name: string): string =>
  firstUnits(firstUnits(name, LONGEST_SPELLING).normalize('NFKC').toLowerCase().trim().replace(/\s+/g, ' '), LONGEST_SPELLING).trimEnd();

/** Everything an entry is called by, as compared, each once. */
export const spellingsOf = ({ name, aliases }: { name: string; aliases: readonly string[] }): string[] => [
  ...new Set([name, ...aliases].map(spellingKey)),
];

/** Aliases that say nothing new are dropped, the order of the rest is kept. */
export function tidyAliases(name: string, aliases: readonly string[]): string[] {
  const seen = new Set([spellingKey(name)]);
  return aliases.flatMap((alias) => {
    const key = spellingKey(alias);
    if (key === '' || seen.has(key)) return [];
    seen.add(key);
    return [alias.trim()];
  });
}

const KIND_WORDS = new Map<string, EntryKind>([
  ['产品', 'product'],
  ['品牌', 'brand'],
  ['网点', 'site'],
  ['门店', 'site'],
  ['站点', 'site'],
]);
const COLUMNS = { kind: ['kind', '类别', '种类'], name: ['name', '名称'], aliases: ['aliases', '别名'] } as const;
export type CsvColumns = Record<keyof typeof COLUMNS, number>;
export const CSV_HEADER = ['kind', 'name', 'aliases'] as const;

/** Where each column stands, by its heading in either language; null when it has no names. */
export function columnsOf(header: readonly string[]): CsvColumns | null {
  const at = (names: readonly string[]): number => header.findIndex((cell) => names.includes(cell.trim().toLowerCase()));
  const columns = { kind: at(COLUMNS.kind), name: at(COLUMNS.name), aliases: at(COLUMNS.aliases) };
  return columns.kind < 0 || columns.name < 0 ? null : columns;
}

export type ReadRow = { ok: true; entry: NewObjectEntry } | { ok: false; code: RowFault; value: string };

const fault = (code: RowFault, value: string): ReadRow => ({ ok: false, code, value: firstUnits(value, 80) });

/** Aliases in one cell; what would part them is escaped, so that a file given back brings in what went out. */
export const joinAliases = (aliases: readonly string[]): string => aliases.map((alias) => alias.replace(/[|｜；;、\\]/g, '\\$&')).join('|');
const splitAliases = (cell: string): string[] =>
  (cell.match(/(?:\\[|｜；;、\\]|[^|｜；;、])+/g) ?? []).map((alias) => alias.replace(/\\([|｜；;、\\])/g, '$1'));

/** Our own export puts an apostrophe before what a spreadsheet would run. */
const unguarded = (cell: string): string => (/^'\s*[=+\-@＝＋－＠]/u.test(cell) ? cell.slice(1) : cell);

/** One line of a file as an entry, or what is wrong with it. */
export function readRow(cells: readonly string[], columns: CsvColumns): ReadRow {
  const cell = (at: number): string => unguarded(cells[at]?.trim() ?? '');
  const word = cell(columns.kind);
  const kind = EntryKind.safeParse(word.toLowerCase()).data ?? KIND_WORDS.get(word);
  if (kind === undefined) return fault('kind-unknown', word);
  const name = cell(columns.name);
  if (name === '') return fault('name-missing', '');
  const aliases = tidyAliases(name, splitAliases(cell(columns.aliases)));
  const parsed = NewObjectEntry.safeParse({ kind, name, aliases });
  if (parsed.success) return { ok: true, entry: parsed.data };
  const [field, index] = parsed.error.issues[0]?.path ?? [];
  if (field === 'name') return fault('name-length', name);
  return typeof index === 'number' ? fault('alias-length', aliases[index] ?? '') : fault('too-many-aliases', name);
}
