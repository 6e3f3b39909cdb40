import { fill } from '../fill.js';
import type { Random } from '../random.js';
import {
  DEFECTS,
  NOISE_ENGLISH,
  NOISE_ENGLISH_PROBLEMS,
  NOISE_ENGLISH_THINGS,
  NOISE_FRAMES,
  NOISE_TAILS,
  NOISE_TOPICS,
  type NoiseTopic,
  ONE_OFFS,
  OWN_FRAMES,
  PARTS,
  SHOP_FIRST,
  SHOP_KIND,
  SHOP_LAST,
} from './noise.js';
import { GOODS } from './wording.js';
import type { Case } from './cases.js';
import { slotsFor } from './slots.js';
import { vary } from './vary.js';

/** A small trouble of one to three people with one thing from one shop. */
export interface SmallCase {
  label: string | null;
  /** `null`: the platform's own. */
  shop: string | null;
  thing: string;
  problem: string;
  englishThing: string;
  englishProblem: string;
  left: number;
}

const STYLES = ['', '', '', '男款', '女款', '儿童款', '升级版', '二代', '加厚', '便携', '限量', '家用', '轻便'];

const shopName = (rnd: Random): string => rnd.pick(SHOP_FIRST) + rnd.pick(SHOP_FIRST) + rnd.pick(SHOP_LAST) + rnd.pick(SHOP_KIND);

function shopFor(rnd: Random, { at }: NoiseTopic): string | null {
  if (at === null) return null;
  return at ? rnd.pick(SHOP_FIRST) + rnd.pick(SHOP_FIRST) + rnd.pick(at) : shopName(rnd);
}

/** Told at most so often: more people with the same trouble at the same place would be an incident of their own. */
const TOLD_AT_MOST = 3;
const FORGOTTEN_AFTER = 1_000;

export class SmallCases {
  private readonly waiting: SmallCase[] = [];
  private readonly own = new Map<string, number>();
  private made = 0;

  constructor(private readonly rnd: Random) {}

  /** Usually a new one; now and then the second or third person with a known one. */
  next(alone: boolean): SmallCase {
    const { rnd, waiting } = this;
    if (alone) return { ...this.make(), label: null };
    const at = waiting.length > 0 && rnd.chance(0.25) ? rnd.int(0, waiting.length - 1) : -1;
    const chosen = at >= 0 ? (waiting[at] as SmallCase) : this.make();
    chosen.left--;
    if (at >= 0 && chosen.left === 0) waiting.splice(at, 1);
    else if (at < 0 && chosen.left > 0) waiting.push(chosen);
    return chosen;
  }

  private make(): SmallCase {
    const { rnd } = this;
    for (;;) {
      const topic = rnd.pick(NOISE_TOPICS);
      const goods = topic.at === undefined;
      const problem = goods && !topic.partless && rnd.chance(0.9) ? rnd.pick(PARTS) + rnd.pick(DEFECTS) : rnd.pick(topic.problems);
      const shop = shopFor(rnd, topic);
      const thing = (goods ? rnd.pick(STYLES) : '') + rnd.pick(topic.things);
      if (!this.mayTell(problem) || (shop === null && !this.mayTell(thing))) continue;
      const size = shop === null ? 1 : ([1, 2, TOLD_AT_MOST][rnd.weighted([0.82, 0.12, 0.06])] as number);
      return {
        label: size > 1 ? `case-${this.made++}` : null,
        shop,
        thing,
        problem,
        englishThing: rnd.pick(NOISE_ENGLISH_THINGS),
        englishProblem: rnd.pick(NOISE_ENGLISH_PROBLEMS),
        left: size,
      };
    }
  }

  /** Within a thousand cases or so: a long run may tell a thing again, when the first time is forgotten. */
  private mayTell(what: string): boolean {
    const told = this.own.get(what) ?? 0;
    if (told >= TOLD_AT_MOST + Math.floor(this.made / FORGOTTEN_AFTER)) return false;
    this.own.set(what, told + 1);
    return true;
  }
}

export function smallText(rnd: Random, small: SmallCase, who: Case): string {
  const english = who.script === 'english';
  const shop = small.shop ?? shopName(rnd);
  const own = english
    ? { shop, thing: small.englishThing, problem: small.englishProblem }
    : { shop, thing: small.thing, problem: small.problem };
  const slots = { ...slotsFor(rnd, who.particulars, 0, english), ...own };
  if (english) return fill(rnd.pick(NOISE_ENGLISH), slots, rnd);
  const text = vary(rnd, fill(rnd.pick(small.shop === null ? OWN_FRAMES : NOISE_FRAMES), slots, rnd));
  const tail = fill(rnd.pick(NOISE_TAILS), slots, rnd);
  return tail === '' ? text : `${text}${rnd.pick(['，', '。', ' ', '！'])}${tail}`;
}

/** Things that fit no shop. Each is told at most twice, or it would be an incident of its own. */
export class OneOffs {
  private readonly told = ONE_OFFS.map(() => 0);

  tell(rnd: Random, who: Case): string | undefined {
    const i = rnd.int(0, ONE_OFFS.length - 1);
    if ((this.told[i] as number) >= 2) return undefined;
    this.told[i] = (this.told[i] as number) + 1;
    return fill(ONE_OFFS[i] as string, { ...slotsFor(rnd, who.particulars, 0, false), thing: rnd.pick(GOODS) }, rnd);
  }
}
