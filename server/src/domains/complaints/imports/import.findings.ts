import type { ImportTarget, ImportWarning } from '@tocsin/shared/complaints';
import { firstCharacters, type DateOrder } from '@tocsin/shared/kernel';
import { orderShownBy, type OrderEvidence } from './import.dates.js';
import { isExponent, isLongNumber, isRounded } from './import.values.js';

interface Seen {
  count: number;
  line: number;
  sample: string;
}

interface Column {
  dates: Partial<Record<OrderEvidence, Seen>>;
  exponent?: Seen;
  rounded?: Seen;
  long: number;
  replaced?: Seen;
}

const SAMPLE = 60;

/** What the values of each column tell while the file is read once. */
export class ColumnFindings {
  private readonly found: Column[];

  constructor(private readonly columns: readonly string[]) {
    this.found = columns.map(() => ({ dates: {}, long: 0 }));
  }

  add(line: number, cells: readonly string[]): void {
    cells.forEach((cell, i) => {
      const column = this.found[i];
      if (!column || cell === '') return;
      if (cell.includes('\ufffd')) column.replaced = more(column.replaced, line, cell);
      if (cell.length > 40) return;
      const order = orderShownBy(cell);
      if (order !== null) column.dates[order] = more(column.dates[order], line, cell);
      if (isExponent(cell)) column.exponent = more(column.exponent, line, cell);
      if (!isLongNumber(cell)) return;
      column.long += 1;
      if (isRounded(cell)) column.rounded = more(column.rounded, line, cell);
    });
  }

  /** Columns in which every long number ends in zeros: by chance, one in ten would. */
  rounded(): string[] {
    return this.columns.filter((_, i) => isRoundedColumn(this.found[i]));
  }

  dateOrders(): Record<string, DateOrder> {
    return Object.fromEntries(this.columns.flatMap((name, i) => (hasDates(this.found[i]) ? [[name, orderIn(this.found[i])]] : [])));
  }

  warnings(guess: Readonly<Record<string, ImportTarget>>): ImportWarning[] {
    return this.columns.flatMap((column, i) => {
      const found = this.found[i];
      if (!found) return [];
      const told: [ImportWarning['code'], Seen | undefined][] = [
        ['exponent_ids', found.exponent],
        ['rounded_numbers', isRoundedColumn(found) ? found.rounded : undefined],
        ['replaced_characters', found.replaced],
      ];
      const isTime = Object.hasOwn(guess, column) && guess[column] === 'occurredAt';
      if (isTime) told.push(['mixed_dates', mixed(found)], ['ambiguous_dates', isCertain(found) ? undefined : found.dates.open]);
      return told.flatMap(([code, seen]) => (seen ? [{ code, column, ...seen, sample: shortened(seen.sample) }] : []));
    });
  }
}

const shortened = (cell: string): string => firstCharacters(cell, SAMPLE);

function more(seen: Seen | undefined, line: number, sample: string): Seen {
  return seen ? { ...seen, count: seen.count + 1 } : { count: 1, line, sample };
}

const isRoundedColumn = (found: Column | undefined): boolean =>
  found?.rounded !== undefined && found.rounded.count === found.long && (found.long > 1 || /00$/.test(found.rounded.sample));

const hasDates = (found: Column | undefined): boolean => found !== undefined && Object.keys(found.dates).length > 0;
const countOf = (seen: Seen | undefined): number => seen?.count ?? 0;

/** The day first unless the values say otherwise: so most of the world that puts the year last writes it. */
function orderIn(found: Column | undefined): DateOrder {
  const { ymd, dmy, mdy, open } = found?.dates ?? {};
  if (countOf(dmy) + countOf(mdy) + countOf(open) === 0 && ymd) return 'ymd';
  return countOf(mdy) > countOf(dmy) ? 'mdy' : 'dmy';
}

/** Some values can be read in one order only, and none in the other only. */
const isCertain = ({ dates }: Column): boolean => (dates.dmy === undefined) !== (dates.mdy === undefined);

const mixed = ({ dates }: Column): Seen | undefined =>
  dates.dmy && dates.mdy ? (dates.dmy.line > dates.mdy.line ? dates.dmy : dates.mdy) : undefined;
