import type { Channel } from '@tocsin/shared/complaints';
import { fill } from '../fill.js';
import { type Random, random } from '../random.js';
import type { ScenarioOptions, ScriptedComplaint } from '../scenario.js';
import { type Case, inScript, openCase } from './cases.js';
import { composeChinese, composeEnglish, composeMixed, type Composed, type Stage } from './compose.js';
import { COUPON } from './coupon.js';
import { DAMAGE } from './damage.js';
import { channelFor, envelope } from './envelope.js';
import { OneOffs, SmallCases, smallText } from './everyday.js';
import { nickname, slotsFor } from './slots.js';
import { WAREHOUSE } from './warehouse.js';
import { POST_TAGS, REPOST_LEADS, REPOST_TAILS, type Wording } from './wording.js';

interface Post {
  text: string;
  posted: number;
}

interface Topic {
  label: string;
  wording: Wording;
  /** Share of all arrivals at the beginning and from a third of the way on. */
  share: readonly [number, number];
  open: Case[];
  posts: Post[];
}

/** Nobody writes again within a minute and a half. */
const PATIENCE_MS = 90_000;
const REMEMBERED = 4_000;
const MENU: ReadonlySet<Channel> = new Set<Channel>(['app', 'web', 'chat']);
const TRIES = 8;

/** Two 32-bit hashes in one number: enough to tell a hundred thousand texts apart without keeping them. */
function fingerprint(text: string): number {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, 2_654_435_761);
    b = Math.imul(b ^ unit, 1_597_334_677);
  }
  return (b >>> 0) * 2_097_152 + (a >>> 11);
}

/** The crisis of a big sale: three things go wrong at once amid the everyday troubles of a large shop. */
export class BigSale {
  private readonly rnd: Random;
  private readonly topics: Topic[];
  private readonly told = new Set<number>();
  private readonly oneOffs = new OneOffs();
  private readonly small: SmallCases;
  private readonly source: string;
  private people = 0;

  constructor(private readonly options: ScenarioOptions) {
    this.rnd = random(options.seed);
    this.small = new SmallCases(this.rnd);
    this.source = `big-sale-${options.seed}${options.run ? `-${options.run}` : ''}`;
    const topic = (label: string, wording: Wording, share: [number, number]): Topic => ({ label, wording, share, open: [], posts: [] });
    this.topics = [
      topic('east-china-warehouse', WAREHOUSE, [0.2, 0.38]),
      topic('damage-claims-refused', DAMAGE, [0.07, 0.13]),
      topic('coupons-invalid', COUPON, [0.21, 0.12]),
    ];
  }

  *complaints(): Generator<ScriptedComplaint, void, undefined> {
    const { rate, durationSeconds, count } = this.options;
    const total = count ?? Math.round(rate * durationSeconds);
    for (let index = 0; index < total; index++) {
      const atMs = Math.round(((index + this.rnd.next()) * 1_000) / rate);
      yield this.one(index, atMs, index / total);
    }
  }

  private one(index: number, atMs: number, progress: number): ScriptedComplaint {
    const ramp = Math.min(1, progress * 3);
    const shares = this.topics.map(({ share: [from, to] }) => from + (to - from) * ramp);
    const which = this.rnd.weighted([...shares, 1 - shares.reduce((a, b) => a + b, 0)]);
    const topic = this.topics[which];
    if (!topic) return this.everyday(index, atMs);
    if (topic.posts.length > 0 && this.rnd.chance(0.03 + 0.05 * progress)) return this.repost(topic, index, atMs, progress);
    return this.reported(topic, index, atMs, progress);
  }

  private externalId(index: number): string {
    return `m${String(index).padStart(7, '0')}`;
  }

  private someone(stage: Stage, atMs: number, goods?: readonly string[]): Case {
    return openCase(this.rnd, this.people++, stage, atMs, goods);
  }

  /** Somebody who has waited long enough and writes again, further along the emotion chain; or somebody new. */
  private writer(topic: Topic, atMs: number, progress: number): Case {
    if (topic.open.length > 0 && this.rnd.chance(0.06 + 0.16 * progress)) {
      const known = this.rnd.pick(topic.open);
      if (atMs - known.lastAt >= PATIENCE_MS) {
        if (known.stage < 2 && this.rnd.chance(0.6)) known.stage = (known.stage + 1) as Stage;
        return known;
      }
    }
    const stage = this.rnd.weighted([0.75 - 0.45 * progress, 0.22 + 0.25 * progress, 0.03 + 0.2 * progress]) as Stage;
    const fresh = this.someone(stage, atMs, topic.wording.goods);
    if (topic.open.length < REMEMBERED) topic.open.push(fresh);
    else topic.open[this.rnd.int(0, REMEMBERED - 1)] = fresh;
    return fresh;
  }

  private reported(topic: Topic, index: number, atMs: number, progress: number): ScriptedComplaint {
    const { rnd } = this;
    const who = this.writer(topic, atMs, progress);
    const again = who.contacts > 0;
    const channel = channelFor(rnd, who.stage);
    const { text, demands } = this.fresh(() => this.compose(topic.wording, who, again, progress));
    const hurt = topic.wording === DAMAGE && who.script === 'simplified' && rnd.chance(0.004) ? '碎片把手划伤了，缝了三针。' : '';
    const said = (channel === 'social' && rnd.chance(0.6) ? rnd.pick(POST_TAGS) : '') + text + hurt;
    if (channel === 'social') this.remember(topic, said, index);
    who.contacts++;
    who.lastAt = atMs;
    const subject =
      who.script === 'english'
        ? undefined
        : inScript(
            fill(rnd.pick(topic.wording.subjects), { ...slotsFor(rnd, who.particulars, progress, false), ...topic.wording.pools }, rnd),
            who,
          );
    const product = MENU.has(channel) && rnd.chance(0.5) ? who.particulars.goods : undefined;
    const body = envelope(
      rnd,
      { text: said, who, channel, demands, subject, product, stage: who.stage },
      this.source,
      this.externalId(index),
    );
    return { index, atMs, body, label: topic.label, kind: again ? 'again' : 'first', person: who.person.ref };
  }

  private compose(wording: Wording, who: Case, again: boolean, progress: number): Composed {
    const { rnd } = this;
    const slots = slotsFor(rnd, who.particulars, progress, who.script === 'english');
    if (who.script === 'english') return composeEnglish(rnd, wording, who.stage, slots);
    if (who.script === 'mixed')
      return composeMixed(
        rnd,
        wording,
        who.stage,
        slots,
        slotsFor(rnd, { ...who.particulars, goods: 'parcel', town: 'my place' }, progress, true),
      );
    const composed = composeChinese(rnd, wording, who.stage, again, slots);
    return { ...composed, text: inScript(composed.text, who) };
  }

  /** Tries again while the same words have been said before; in the end says them with a date, as people do. */
  private fresh(make: () => Composed): Composed {
    let made = make();
    for (let i = 0; i < TRIES && this.told.has(fingerprint(made.text)); i++) made = make();
    if (this.told.has(fingerprint(made.text)))
      made = {
        ...made,
        text: `${made.text}（${this.rnd.int(1, 12)}月${this.rnd.int(1, 28)}日${this.rnd.int(0, 23)}点${this.rnd.int(10, 59)}分）`,
      };
    this.told.add(fingerprint(made.text));
    return made;
  }

  private remember(topic: Topic, text: string, posted: number): void {
    if (topic.posts.length < 40) topic.posts.push({ text, posted });
    else if (this.rnd.chance(0.2)) topic.posts[this.rnd.int(0, 39)] = { text, posted };
  }

  /** The same words under another name, with a lead, a tail or a changed mark: a post more, but hardly a case more. */
  private repost(topic: Topic, index: number, atMs: number, progress: number): ScriptedComplaint {
    const { rnd } = this;
    const { text } = rnd.pick(topic.posts);
    const who = this.someone(2, atMs);
    const lead = rnd.chance(0.75) ? fill(rnd.pick(REPOST_LEADS), { nick: nickname(rnd) }, rnd) : '';
    const copied = rnd.chance(0.3) ? text.replace(/[。！]/, '，') : text;
    const said = `${lead}${copied}${rnd.pick(REPOST_TAILS)}`;
    const stage: Stage = progress > 0.5 ? 2 : 1;
    const body = envelope(rnd, { text: said, who, channel: 'social', demands: [], stage }, this.source, this.externalId(index));
    return { index, atMs, body, label: topic.label, kind: 'repost', person: who.person.ref };
  }

  private everyday(index: number, atMs: number): ScriptedComplaint {
    const { rnd } = this;
    const who = this.someone(rnd.chance(0.8) ? 0 : 1, atMs);
    const channel = channelFor(rnd, who.stage);
    const oneOff = who.script !== 'english' && rnd.chance(0.03) ? this.oneOffs.tell(rnd, who) : undefined;
    const small = oneOff === undefined ? this.small.next(who.script === 'english') : undefined;
    const { text } = this.fresh(() => ({ text: inScript(small ? smallText(rnd, small, who) : (oneOff ?? ''), who), demands: [] }));
    const product = small?.shop && who.script !== 'english' && rnd.chance(0.7) ? `${small.shop} ${small.thing}` : undefined;
    const body = envelope(rnd, { text, who, channel, demands: [], product, stage: 0 }, this.source, this.externalId(index));
    return { index, atMs, body, label: small?.label ?? null, kind: 'first', person: who.person.ref };
  }
}
