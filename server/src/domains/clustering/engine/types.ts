/** One complaint or post as the engine needs it. `at` is the time of arrival or of the event, in milliseconds. */
export interface EngineDoc {
  id: string;
  at: number;
  title?: string;
  text: string;
  author?: string;
  fields?: EngineFields;
}

export interface EngineFields {
  object?: string;
  brand?: string;
  product?: string;
  orderRef?: string;
  flight?: string;
  batch?: string;
  adcode?: string;
  place?: string;
}

export type GroupId = string;
export type Profile = 'post' | 'complaint';
export type ObjectKind =
  'brand' | 'product' | 'site' | 'place' | 'flight' | 'batch' | 'clause' | 'title' | 'organisation' | 'order' | 'name';
export type ObjectSource = 'person' | 'field' | 'dictionary' | 'pattern' | 'place' | 'learnt';

/** What a complaint is about. `key` is the normalised form that is compared; differing hard keys of one kind never share a group. */
export interface ObjectRef {
  kind: ObjectKind;
  key: string;
  name: string;
  source: ObjectSource;
  confidence: number;
}

export interface ObjectEntry {
  name: string;
  kind: ObjectKind;
  aliases?: readonly string[];
}

/** Kept by people on screen or imported; the version is carried into every decision made with it. */
export interface ObjectDictionary {
  version: string;
  entries: readonly ObjectEntry[];
}

export interface PrepareOptions {
  dictionary?: ObjectDictionary;
  profile?: 'auto' | Profile;
}

/** Everything about one document that needs no state. Structured-cloneable; made in worker threads. */
export interface Prepared {
  id: string;
  at: number;
  author: string;
  profile: Profile;
  /** 32-bit feature hashes; the first `wordCount` are words, the rest character grams. */
  features: Uint32Array;
  /** Term frequency weights before inverse document frequency, parallel to `features`. */
  weights: Float32Array;
  /** 1 where the feature was seen inside a name (of a place, an estate, a firm, a person). */
  named: Uint8Array;
  wordCount: number;
  /** The words behind the first `wordCount` features, joined by line feeds. */
  words: string;
  /** Per word: 0 ordinary, 1 proper name in the dictionary, 2 unknown to the dictionary, 3 letters or digits. */
  wordClass: Uint8Array;
  /** MinHash of character shingles; empty when the text is too short to compare that way. */
  signature: Uint32Array;
  /** Two hashes of the whole normalised text. */
  textHash: [number, number];
  length: number;
  objects: ObjectRef[];
  dictionaryVersion: string;
}

export type DecisionFlag = 'repost' | 'campaign' | 'serial-author' | 'object-refused' | 'empty' | 'forced' | 'woke';

export interface ScoredGroup {
  groupId: GroupId;
  score: number;
  threshold: number;
  centroid: number;
  best: number;
  mean: number;
  gate: GateVerdict;
  neighbours: { id: string; similarity: number }[];
}

/** `refuse`: other object; `attract`: the same object; `open`: nothing known, the words decide. */
export type GateVerdict = 'refuse' | 'attract' | 'open';

export interface ExplainedTerm {
  word: string;
  weight: number;
}

export interface Decision {
  id: string;
  groupId: GroupId;
  /** Whether this document founded its group. */
  opened: boolean;
  nearDuplicateOf?: string;
  profile: Profile;
  score: number;
  threshold: number;
  object?: ObjectRef;
  flags: DecisionFlag[];
  /** Groups that came into question, best first, the chosen one included. */
  candidates: ScoredGroup[];
  /** Words shared with the chosen group that weighed most. */
  terms: ExplainedTerm[];
  /** Corrections that this arrival set off, in the order in which they were made. */
  revisions: Revision[];
  engineVersion: string;
  dictionaryVersion: string;
}

export type RevisionKind = 'merge' | 'split' | 'move';
export type RevisionReason =
  'similar' | 'same-object' | 'template-slot' | 'better-fit' | 'person' | 'must-link' | 'cannot-link' | 'campaign';

export interface GroupSize {
  groupId: GroupId;
  size: number;
}

export interface Revision {
  seq: number;
  kind: RevisionKind;
  by: 'engine' | 'person';
  reason: RevisionReason;
  from: GroupId;
  into: GroupId;
  /** Every document that changed its group, as far as the engine still holds it; `moved` counts all of them. */
  docs: string[];
  moved: number;
  score: number;
  before: GroupSize[];
  after: GroupSize[];
}

export interface CampaignEvidence {
  posts: number;
  authors: number;
  copies: number;
  sample: string;
}

export interface GroupInfo {
  id: GroupId;
  /** Posts, re-posts included. */
  size: number;
  /** Distinct people; a post without an author counts as one person unless it is a re-post. */
  complainants: number;
  reposts: number;
  object?: ObjectRef;
  profile: Profile;
  named: boolean;
  locked: boolean;
  asleep: boolean;
  firstAt: number;
  lastAt: number;
  terms: ExplainedTerm[];
  campaign?: CampaignEvidence;
}

export interface Theme {
  id: string;
  terms: ExplainedTerm[];
  groups: { groupId: GroupId; object: ObjectRef }[];
  size: number;
}

export type ProposalKind = 'merge' | 'split';

export interface Proposal {
  key: string;
  kind: ProposalKind;
  groups: GroupId[];
  /** For a split: the documents that would leave. */
  docs: string[];
  score: number;
  threshold: number;
  why: 'named-incident' | 'near-threshold' | 'due' | 'two-objects' | 'two-matters' | 'locked' | 'refused-object';
  terms: ExplainedTerm[];
  /** What accepting it changes. The group that a split founds goes by the id of its first document. */
  before: GroupSize[];
  after: GroupSize[];
}

export type GroupHurdle = 'person-parted' | 'other-object' | 'named' | 'locked' | 'below-threshold' | 'other-names';

/** Two groups side by side. No hurdle means that the engine will merge them at its next round. */
export interface GroupComparison {
  groups: [GroupId, GroupId];
  score: number;
  threshold: number;
  gate: GateVerdict;
  objects: [ObjectRef | undefined, ObjectRef | undefined];
  /** Words they share. */
  terms: ExplainedTerm[];
  hurdles: GroupHurdle[];
  before: GroupSize[];
  after: GroupSize[];
}

export interface Explanation {
  id: string;
  groupId: GroupId;
  chosen?: ScoredGroup;
  against?: ScoredGroup;
  terms: ExplainedTerm[];
  /** Weighty words of the document that the group doesn't know. */
  missing: ExplainedTerm[];
  object?: ObjectRef;
  groupObject?: ObjectRef;
  gate: GateVerdict;
  /** What holds it in its group; empty where it was asked about another. */
  reasons: ExplanationReason[];
  /** Against another group only: each thing that would have to differ. */
  hurdles: Hurdle[];
  engineVersion: string;
}

export type HurdleKind = 'placed-by-person' | 'parted' | 'object' | 'words' | 'better-elsewhere';

export interface Hurdle {
  kind: HurdleKind;
  /** Nothing else is in the way: were this otherwise, the complaint would stand in the group. */
  alone: boolean;
  /** `object`: the two that differ. */
  object?: ObjectRef;
  groupObject?: ObjectRef;
  /** What it scored, and what it would have had to score once this hurdle is gone. */
  score?: number;
  needed?: number;
  /** `words`: what the group speaks of most and the complaint doesn't. */
  terms?: ExplainedTerm[];
  /** `parted`, `placed-by-person`: the complaints that people bound to it or kept from it. */
  docs?: string[];
  /** `better-elsewhere`: where it fits better. */
  groupId?: GroupId;
}

export type ExplanationReason = 'same-words' | 'same-object' | 'near-duplicate' | 'person-linked' | 'founder';
