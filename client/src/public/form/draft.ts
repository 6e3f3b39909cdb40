import type { Demand } from '@tocsin/shared/complaints';

export interface Draft {
  text: string;
  orderRef: string;
  occurredOn: string;
  /** The names chosen, from the province down, and the code of the last. */
  area: readonly string[];
  adcode: string;
  demands: readonly Demand[];
}
export interface Answers extends Draft {
  contact: string;
  consent: boolean;
  website: string;
}

const KEY = 'tocsin.complaint-draft';
const EMPTY: Draft = { text: '', orderRef: '', occurredOn: '', area: [], adcode: '', demands: [] };

export const blank = (): Answers => ({ ...EMPTY, contact: '', consent: false, website: '' });

const words = (value: unknown): string => (typeof value === 'string' ? value : '');
const list = (value: unknown): string[] => (Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []);

/** Contact details are left out: the next person at a shared computer must not read them. */
export function readDraft(): Answers {
  try {
    const saved = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Record<keyof Draft, unknown>;
    return {
      ...blank(),
      text: words(saved.text),
      orderRef: words(saved.orderRef),
      occurredOn: words(saved.occurredOn),
      area: list(saved.area),
      adcode: words(saved.adcode),
      demands: list(saved.demands) as Demand[],
    };
  } catch {
    return blank();
  }
}

export function keepDraft({ text, orderRef, occurredOn, area, adcode, demands }: Draft): void {
  try {
    if (text === '' && orderRef === '' && occurredOn === '' && area.length === 0 && demands.length === 0) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, JSON.stringify({ text, orderRef, occurredOn, area, adcode, demands }));
  } catch {
    // Private windows refuse storage: the form works without a draft.
  }
}

export function dropDraft(): void {
  keepDraft(EMPTY);
}
