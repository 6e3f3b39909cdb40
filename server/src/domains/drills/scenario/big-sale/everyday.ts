import { fill } from '../fill.js';
import type { Random } from '../random.js';
import { NOISE_ENGLISH, NOISE_FRAMES, NOISE_TAILS, ONE_OFFS, OWN_FRAMES } from './noise-frames.js';
import { englishShop, NOISE_ENGLISH_PROBLEMS, NOISE_ENGLISH_THINGS, NOISE_TOPICS, type NoiseTopic, placeName, shopName } from './noise.js';
import { GOODS } from './wording.js';
import type { Case } from './cases.js';
import { slotsFor } from './slots.js';
import { vary } from './vary.js';

/** A small trouble of one or two people with one thing from one shop. */
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

const shopFor = (rnd: Random, { at }: NoiseTopic): string | null => (at === null ? null : at ? placeName(rnd, at) : shopName(rnd));

const JOINTS = ['，', '。', ' ', '！', '；', '…'];

const LETTERS = [...'abcdefghjkmnpqrstuvwxyz'];
/** As on a label or a till slip. */
const itemCode = (rnd: Random): string => `${rnd.pick(LETTERS)}${rnd.pick(LETTERS)}${String(rnd.int(101, 9_899))}`;

/** Told at most so often: more people with the same trouble at the same place would be an incident of their own. */
const TOLD_AT_MOST = 2;
const FORGOTTEN_AFTER = 1_000;

export class SmallCases {
  private readonly waiting: SmallCase[] = [];
  private readonly own = new Map<string, number>();
  private made = 0;

  constructor(private readonly rnd: Random) {}

  /** Usually a new one; now and then the second person with a known one. */
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
      const problem = (rnd.chance(0.6) ? rnd.pick(topic.parts) : '') + rnd.pick(topic.faults);
      const shop = shopFor(rnd, topic);
      const thing = rnd.pick(topic.things);
      if (!this.mayTell(`${thing}${problem}`)) continue;
      const size = shop === null ? 1 : rnd.chance(0.15) ? TOLD_AT_MOST : 1;
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
  const shop = english ? englishShop(rnd) : (small.shop ?? shopName(rnd));
  const own = english
    ? { shop, thing: small.englishThing, problem: small.englishProblem }
    : { shop, thing: small.thing, problem: small.problem };
  const slots = { ...slotsFor(rnd, who.particulars, 0, english), ...own, code: itemCode(rnd) };
  if (english) return fill(rnd.pick(NOISE_ENGLISH), slots, rnd);
  const sentences = [rnd.pick(small.shop === null ? OWN_FRAMES : NOISE_FRAMES), rnd.pick(NOISE_TAILS)]
    .map((s) => fill(s, slots, rnd))
    .filter((s) => s !== '');
  return vary(
    rnd,
    sentences.reduce((text, s) => text + rnd.pick(JOINTS) + s),
  );
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
