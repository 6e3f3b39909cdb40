import { ENGINE_VERSION } from './config.js';
import { explainedTerms } from './explain.js';
import { gateForDoc, gateForDocs, objectOf } from './gate.js';
import { hashString } from './hash.js';
import { isCampaign } from './campaigns.js';
import { moveSlot } from './refine.js';
import { copiesUnderOtherName, insistsOnOther, rivalAmong, TEMPLATE } from './rivals.js';
import { contenders, mayJoin, publicScore, type Contender, type Subject } from './score.js';
import type { State } from './state.js';
import type { Group } from './store/group.js';
import type { Decision, DecisionFlag, Prepared } from './types.js';

/** Likeness of the words from which on a near-equal short text is a re-post. */
const SAME_WORDS = 0.6;
const COPIES_COUNTED = 5;
const SHOWN_CANDIDATES = 5;
const SHOWN_TERMS = 12;

/** One arrival: twin of an earlier text, member of a known group, or founder of a new one. */
export function assign(state: State, prepared: Prepared, nextSeq: () => number): Decision {
  const { query } = state;
  state.makeRoom();
  state.arrivals++;
  state.latestAt = Math.max(state.latestAt, prepared.at);
  const author = loadQuery(state, prepared);
  const subject: Subject = { id: prepared.id, profile: prepared.profile, objects: prepared.objects, slot: -1 };
  const bound = state.constraints.placeFor(prepared.id);
  const forced = bound === undefined ? undefined : state.groupById(bound);
  const twin = findTwin(state, prepared, forced);
  if (twin >= 0) return repeat(state, prepared, author, twin, forced !== undefined, nextSeq);
  const field = query.length > 0 ? contenders(state, subject) : [];
  const chosen = forced ? undefined : field.find((contender) => mayJoin(state, subject, contender));
  const flags: DecisionFlag[] = [];
  if (forced) flags.push('forced');
  if (query.length === 0) flags.push('empty');
  if (!chosen && field.some(({ gate, score, threshold }) => gate.verdict === 'refuse' && score >= threshold)) flags.push('object-refused');
  const leaving =
    chosen && !chosen.group.named && !chosen.group.locked ? copiesUnderOtherName(state, prepared, chosen.group, chosen.neighbours) : [];
  if (leaving.length > 0) return foundUnderOtherName(state, prepared, author, leaving, field, flags, nextSeq);
  const decision = settle(state, prepared, author, forced ?? chosen?.group, -1, field, flags);
  if (chosen) state.record(state.slots.get(prepared.id) as number).rival = rivalAmong(state, prepared, chosen.neighbours);
  return decision;
}

/** A re-post goes where its original is; if the original stands in the group of another name's copies, both leave it. */
function repeat(state: State, prepared: Prepared, author: number, twin: number, forced: boolean, nextSeq: () => number): Decision {
  const { group, rival, pinned, id, profile, at } = state.record(twin);
  const flags: DecisionFlag[] = forced ? ['repost', 'forced'] : ['repost'];
  const besideRival = rival >= 0 && state.records.groups[rival] === group;
  if (!besideRival || pinned || group.named || group.locked || forced) return settle(state, prepared, author, group, twin, [], flags);
  const fresh = state.openGroup(id, profile, at);
  const parting = moveSlot(state, twin, fresh, 'engine', 'template-slot', 1, nextSeq(), 'split');
  const decision = settle(state, prepared, author, fresh, twin, [], flags);
  decision.revisions = [parting];
  return decision;
}

/** The second copy of a template under a new name takes the first with it into a group of their own. */
function foundUnderOtherName(
  state: State,
  prepared: Prepared,
  author: number,
  leaving: number[],
  field: Contender[],
  flags: DecisionFlag[],
  nextSeq: () => number,
): Decision {
  const first = state.record(leaving[0] as number);
  const fresh = state.openGroup(first.id, first.profile, first.at);
  const revisions = leaving.map((slot) => moveSlot(state, slot, fresh, 'engine', 'template-slot', 1, nextSeq(), 'split'));
  const decision = settle(state, prepared, author, fresh, -1, field, flags);
  decision.revisions = revisions;
  return decision;
}

function loadQuery(state: State, prepared: Prepared): number {
  const { idfPower, unseen } = state.config.profiles[prepared.profile];
  state.query.build(prepared.features, prepared.weights, idfPower, unseen);
  const author = prepared.author ? hashString(prepared.author) || 1 : 0;
  if (author !== 0) state.authors.discountStyle(author, state.query);
  return author;
}

/** Places an arrival where the record says it stands, without asking: how an engine is rebuilt from rows. */
export function adopt(state: State, prepared: Prepared, groupId: string): Decision {
  state.makeRoom();
  state.arrivals++;
  state.latestAt = Math.max(state.latestAt, prepared.at);
  const author = loadQuery(state, prepared);
  const group = state.groupById(groupId) ?? state.openGroup(groupId, prepared.profile, prepared.at);
  return settle(state, prepared, author, group, findTwin(state, prepared, group), [], ['forced']);
}

function findTwin(state: State, prepared: Prepared, forced: Group | undefined): number {
  if (prepared.features.length === 0) return -1;
  const twins = state.duplicates.find(
    prepared.signature,
    prepared.textHash,
    (slot) => state.records.has(slot),
    state.config.duplicateSimilarity,
  );
  for (const { slot, similarity } of twins) {
    const { group, objects } = state.record(slot);
    if (forced && group !== forced) continue;
    if (insistsOnOther(state, prepared, slot)) continue;
    // Two forms filled in are near-equal letter by letter; what they say is not.
    if (similarity < 1 && prepared.profile === 'post' && state.query.cosineWithSlot(state.docs, slot) < SAME_WORDS) continue;
    if (gateForDocs(prepared.objects, objects, state.config).verdict === 'refuse') continue;
    // The original may name no object, and the group one that others of its copies brought in.
    if (gateForDoc(prepared.objects, group, state.config).verdict === 'refuse') continue;
    if (state.constraints.mayEnter(prepared.id, group)) return slot;
  }
  return -1;
}

function settle(
  state: State,
  prepared: Prepared,
  author: number,
  target: Group | undefined,
  twin: number,
  field: Contender[],
  flags: DecisionFlag[],
): Decision {
  const { query } = state;
  const group = target ?? state.openGroup(prepared.id, prepared.profile, prepared.at);
  if (target && prepared.at - target.lastAt > state.config.sleepAfterMs) flags.push('woke');
  const contender = field.find((one) => one.group === group);
  const terms = target ? explainedTerms(state, target, SHOWN_TERMS) : [];
  const candidates = field.slice(0, SHOWN_CANDIDATES).map((one) => publicScore(state, prepared.objects, one));
  state.insert(prepared, author, group, twin);
  const copied = twin >= 0 || (contender?.best ?? 0) >= TEMPLATE;
  if (copied) group.copies++;
  if (author !== 0 && state.authors.posts(author) >= state.config.serialPosts) flags.push('serial-author');
  if (isCampaign(group, state.config)) flags.push('campaign');
  if (twin < 0) {
    // A stream of copies would make its own words common, and so hide the next copy.
    if (!copied || group.copies < COPIES_COUNTED) {
      state.terms.count(query.terms, query.length);
      state.trail.push(state.slots.get(prepared.id) as number);
    }
    state.lexicon.learn(query, prepared);
  }
  return {
    id: prepared.id,
    groupId: group.id,
    opened: !target,
    nearDuplicateOf: twin >= 0 ? state.record(twin).id : undefined,
    profile: prepared.profile,
    score: twin >= 0 ? 1 : (contender?.score ?? 0),
    threshold: contender?.threshold ?? state.config.profiles[prepared.profile].join,
    object: objectOf(group),
    flags,
    candidates,
    terms,
    revisions: [],
    engineVersion: ENGINE_VERSION,
    dictionaryVersion: prepared.dictionaryVersion,
  };
}
