import { Converter } from 'opencc-js/cn2t';
import { type Person, person } from '../people.js';
import { anyTown, ENGLISH_NAMES, ENGLISH_TOWNS, type Town, TRADITIONAL_TOWNS } from '../places.js';
import type { Random } from '../random.js';
import { type Particulars, particulars, spoken } from './slots.js';
import type { Stage } from './compose.js';

export type Script = 'simplified' | 'traditional' | 'english' | 'mixed';

/** One person with one trouble, who may write again. */
export interface Case {
  person: Person;
  script: Script;
  town: Town;
  particulars: Particulars;
  stage: Stage;
  contacts: number;
  lastAt: number;
}

const toTaiwan = Converter({ from: 'cn', to: 'tw' });
const toHongKong = Converter({ from: 'cn', to: 'hk' });

export const inScript = (text: string, { script, town }: Pick<Case, 'script' | 'town'>): string =>
  script === 'traditional' ? (town.adcode.startsWith('71') ? toTaiwan(text) : toHongKong(text)) : text;

const SCRIPTS: readonly Script[] = ['simplified', 'traditional', 'english', 'mixed'];
const SHARES = [0.87, 0.06, 0.04, 0.03];

function townFor(rnd: Random, script: Script): Town {
  if (script === 'traditional' && rnd.chance(0.8)) return rnd.pick(TRADITIONAL_TOWNS);
  return script === 'english' || script === 'mixed' ? rnd.pick(ENGLISH_TOWNS) : anyTown(rnd);
}

/** The house's own order numbers: two letters, the day, ten digits; distinct by the person's number. */
export const orderNumber = (rnd: Random, number: number): string => `HF1111${String(rnd.int(100, 999))}${String(number).padStart(7, '0')}`;

export function openCase(rnd: Random, number: number, stage: Stage, at: number, goods?: readonly string[]): Case {
  const script = SCRIPTS[rnd.weighted(SHARES)] as Script;
  const english = script === 'english';
  const town = townFor(rnd, script);
  const townName = english ? (ENGLISH_NAMES[town.adcode] ?? 'Shanghai') : spoken(rnd, town);
  return {
    person: person(rnd, number, english),
    script,
    town,
    particulars: particulars(rnd, orderNumber(rnd, number), townName, english, goods),
    stage,
    contacts: 0,
    lastAt: at,
  };
}
