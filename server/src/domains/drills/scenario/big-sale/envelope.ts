import type { Channel, Demand, NewComplaint, Reach } from '@tocsin/shared/complaints';
import { placeField } from '../places.js';
import type { Random } from '../random.js';
import type { Case } from './cases.js';
import type { Stage } from './compose.js';

const CHANNELS: readonly Channel[] = ['app', 'chat', 'phone', 'web', 'email', 'social', 'regulator'];
/** The angrier, the more public: from the app's own form to the phone to the open street. */
const BY_STAGE: Record<Stage, readonly number[]> = {
  0: [40, 30, 14, 10, 5, 1, 0],
  1: [27, 20, 28, 10, 9, 6, 0],
  2: [12, 5, 17, 4, 6, 52, 4],
};

export const channelFor = (rnd: Random, stage: Stage): Channel => CHANNELS[rnd.weighted(BY_STAGE[stage])] as Channel;

/** Most accounts have few readers and a handful have very many. */
export function reachFor(rnd: Random, stage: Stage): Reach {
  const followers = Math.floor(Math.exp(rnd.next() * rnd.next() * 13 + 1.5));
  const spread = (stage + 1) * rnd.next() ** 3;
  const reposts = Math.floor((followers ** 0.6 + 3) * spread);
  return {
    followers,
    reposts,
    comments: Math.floor(reposts * (0.5 + rnd.next() * 2)),
    url: `https://social.example/p/${rnd.int(10_000_000, 99_999_999)}`,
  };
}

export interface Letter {
  text: string;
  who: Case;
  channel: Channel;
  demands: readonly Demand[];
  subject?: string | undefined;
  product?: string | undefined;
  stage: Stage;
}

/** The body as its channel would send it: a form knows the order, a call centre the name, a social post neither. */
export function envelope(
  rnd: Random,
  { text, who, channel, demands, subject, product, stage }: Letter,
  source: string,
  externalId: string,
): NewComplaint {
  const body: NewComplaint = { text, channel, source, externalId };
  if (subject && (channel === 'email' || channel === 'web' || channel === 'regulator')) body.subject = subject;
  if (product) body.product = product;
  if (channel === 'social') body.reach = reachFor(rnd, stage);
  else if (rnd.chance(0.7)) body.orderRef = who.particulars.order;
  const place = channel === 'social' ? undefined : placeField(rnd, who.town);
  if (place) body.place = place;
  if (who.script === 'english' && rnd.chance(0.5)) body.lang = 'en';
  if (demands.length > 0 && channel !== 'social' && rnd.chance(0.6)) body.demands = [...demands];
  if (demands.some((d) => d === 'refund' || d === 'compensation') && rnd.chance(0.3))
    body.amount = { minor: who.particulars.money * 100, currency: 'CNY' };
  body.complainant = channel === 'social' ? { ref: who.person.ref } : { ...who.person.complainant };
  return body;
}
