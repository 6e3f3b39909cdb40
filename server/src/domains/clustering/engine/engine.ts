import { adopt, assign } from './assign.js';
import { campaignEvidence } from './campaigns.js';
import { ENGINE_VERSION, resolveConfig, type EngineConfig, type EngineSettings } from './config.js';
import { correctObject, readAnew } from './corrections.js';
import { explainDoc, topWords } from './explain.js';
import { objectOf } from './gate.js';
import { People } from './people.js';
import { compareGroups, propose } from './proposals.js';
import { review, reviewAll } from './refine.js';
import { mergeAll, mergeSome, startRound } from './rounds.js';
import { restoreState, snapshotState } from './snapshot.js';
import { State } from './state.js';
import { peopleIn, type Group } from './store/group.js';
import { findThemes } from './themes.js';
import type {
  Decision,
  Explanation,
  GroupComparison,
  GroupId,
  GroupInfo,
  ObjectRef,
  Prepared,
  Proposal,
  Revision,
  Theme,
} from './types.js';

const TERMS_SHOWN = 10;
const PROPOSALS_SHOWN = 50;

/** Online clustering: one pass, no look-ahead, deterministic. The same pushes and commands give the same groups, byte for byte. */
export class Engine {
  private readonly config: EngineConfig;
  private state: State;
  private people: People;
  private seq = 0;

  constructor(settings: EngineSettings = {}) {
    this.config = resolveConfig(settings);
    this.state = new State(this.config);
    this.people = new People(this.state, this.nextSeq);
  }

  static restore(bytes: Uint8Array, settings: EngineSettings = {}): Engine {
    const engine = new Engine(settings);
    engine.seq = restoreState(engine.state, bytes);
    return engine;
  }

  get version(): string {
    return ENGINE_VERSION;
  }

  get arrivals(): number {
    return this.state.arrivals;
  }

  /** Whether a round of merging is under way, of which each arrival does a slice. */
  get merging(): boolean {
    return this.state.round !== undefined;
  }

  /** Repeating an id that is still in memory changes nothing and answers where it is. */
  push(prepared: Prepared): Decision {
    const known = this.state.slots.get(prepared.id);
    if (known !== undefined) return this.again(prepared, known);
    const before = this.state.trail.count;
    const decision = assign(this.state, prepared, this.nextSeq);
    if (this.state.trail.count !== before) {
      decision.revisions.push(...review(this.state, this.nextSeq));
      if (this.state.trail.count % this.config.mergeEvery === 0) startRound(this.state);
    }
    decision.revisions.push(...mergeSome(this.state, this.nextSeq));
    return decision;
  }

  /** Takes an arrival into the group it is on record in; the group is opened under that id when it isn't there yet. */
  adopt(prepared: Prepared, group: GroupId): void {
    if (!this.state.slots.has(prepared.id)) adopt(this.state, prepared, group);
  }

  refine(): Revision[] {
    return [...reviewAll(this.state, this.nextSeq), ...mergeAll(this.state, this.nextSeq)];
  }

  groupOf(id: string): GroupId | undefined {
    const slot = this.state.slots.get(id);
    return slot === undefined ? undefined : this.state.record(slot).group.id;
  }

  /** Follows merges: the id of the group that a group has become. */
  resolve(group: GroupId): GroupId | undefined {
    return this.state.groupById(group)?.id;
  }

  group(id: GroupId): GroupInfo | undefined {
    const group = this.state.groupById(id);
    return group && this.info(group);
  }

  groupIds(): GroupId[] {
    return [...this.state.groups.keys()];
  }

  /** Members still held in full, newest first. */
  members(id: GroupId): string[] {
    const group = this.state.groupById(id);
    return group ? this.state.members(group).map((slot) => this.state.record(slot).id) : [];
  }

  explain(id: string): Explanation | undefined {
    return explainDoc(this.state, id);
  }

  explainAgainst(id: string, group: GroupId): Explanation | undefined {
    const other = this.state.groupById(group);
    return other && explainDoc(this.state, id, other);
  }

  mustLink(a: string, b: string): Revision[] {
    return this.people.mustLink(a, b);
  }

  cannotLink(a: string, b: string): Revision[] {
    return this.people.cannotLink(a, b);
  }

  /** Whether people tied these two together. */
  isLinked(a: string, b: string): boolean {
    return this.state.constraints.closure(a).includes(b);
  }

  /** A locked group is neither merged, split nor thinned by the engine; new complaints still join it. */
  lock(group: GroupId, locked = true): void {
    this.need(group).locked = locked;
  }

  /** A named group never merges by itself: the wish becomes a proposal. */
  nameGroup(group: GroupId, named = true): void {
    this.need(group).named = named;
  }

  moveDoc(id: string, into: GroupId): Revision[] {
    return this.people.moveDoc(id, this.need(into));
  }

  mergeGroups(from: GroupId, into: GroupId): Revision[] {
    return this.people.mergeGroups(this.need(from), this.need(into));
  }

  splitGroup(ids: readonly string[]): Revision[] {
    return this.people.splitGroup(ids);
  }

  /** Takes back the hold that a decision of people had on these documents. */
  release(ids: readonly string[]): void {
    this.people.release(ids);
  }

  /** A person says what a document is about; it leaves a group that is about something else. */
  correctObject(id: string, object: ObjectRef): Revision[] {
    return correctObject(this.state, id, object, this.nextSeq);
  }

  /** What a later reading found a document to be about. Nobody moves by it. */
  readAnew(id: string, objects: readonly ObjectRef[]): void {
    readAnew(this.state, id, objects);
  }

  /** Learns that two groups stay apart; the pair is never merged or proposed again. */
  refuseMerge(a: GroupId, b: GroupId): void {
    this.people.refuseMerge(this.need(a), this.need(b));
  }

  /** Learns that a group stays whole: a split that would part these from the others isn't proposed again. */
  refuseSplit(group: GroupId, leaving: readonly string[]): void {
    this.people.refuseSplit(this.need(group), leaving);
  }

  /** What speaks for and against making one of two groups. */
  compareGroups(a: GroupId, b: GroupId): GroupComparison | undefined {
    const [left, right] = [this.state.groupById(a), this.state.groupById(b)];
    return left && right && left !== right ? compareGroups(this.state, left, right) : undefined;
  }

  /** What the engine would merge or split, was it allowed or surer; most urgent first. */
  proposals(limit = PROPOSALS_SHOWN): Proposal[] {
    return this.untouched(() => propose(this.state, limit));
  }

  themes(): Theme[] {
    return this.untouched(() => findThemes(this.state));
  }

  snapshot(): Uint8Array {
    return snapshotState(this.state, this.seq);
  }

  /** A question leaves no trace: a replay, to which nobody puts it, must come to the same. */
  private untouched<T>(ask: () => T): T {
    const bare = [...this.state.groups.values()].filter((group) => group.centroid === undefined);
    const answer = ask();
    for (const group of bare) group.centroid = undefined;
    return answer;
  }

  private readonly nextSeq = (): number => ++this.seq;

  private need(id: GroupId): Group {
    const group = this.state.groupById(id);
    if (!group) throw new RangeError(`unknown group ${id}`);
    return group;
  }

  private again(prepared: Prepared, slot: number): Decision {
    const { group, repostOf } = this.state.record(slot);
    return {
      id: prepared.id,
      groupId: group.id,
      opened: false,
      nearDuplicateOf: repostOf >= 0 ? this.state.records.find(repostOf)?.id : undefined,
      profile: prepared.profile,
      score: 1,
      threshold: 0,
      object: objectOf(group),
      flags: [],
      candidates: [],
      terms: [],
      revisions: [],
      engineVersion: ENGINE_VERSION,
      dictionaryVersion: prepared.dictionaryVersion,
    };
  }

  private info(group: Group): GroupInfo {
    return {
      id: group.id,
      size: group.size,
      complainants: Math.max(1, peopleIn(group) + group.anonymous),
      reposts: group.reposts,
      object: objectOf(group),
      profile: group.profile,
      named: group.named,
      locked: group.locked,
      asleep: group.live === 0 || this.state.latestAt - group.lastAt > this.config.sleepAfterMs,
      firstAt: group.firstAt,
      lastAt: group.lastAt,
      terms: topWords(this.state, group, TERMS_SHOWN),
      campaign: campaignEvidence(this.state, group),
    };
  }
}
