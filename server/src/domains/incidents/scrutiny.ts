import { Injectable } from '@nestjs/common';
import { coreWords, isCoherent, isFragment } from '@tocsin/shared/incidents';
import type { GroupId } from '@tocsin/shared/kernel';
import type { Tx } from '../../platform/database/db.js';
import { DetectionRepository, type SeenGroup } from './detection.repository.js';
import { WATCHED } from './evaluator.js';

const COMMONEST = 3;

/** What is looked at of a group. */
export type Judged = Pick<SeenGroup, 'id' | 'posts' | 'complainants' | 'terms'>;
export interface Known {
  core: string[];
  complainants: number;
}
/** What the members of groups say, now or at an earlier moment. */
export interface MemberWords {
  /** What share of each group's newest members says each of the words asked for. */
  shares: (asked: readonly { id: GroupId; words: readonly string[] }[]) => Promise<Map<GroupId, Map<string, number>>>;
  /** How many complaints of any kind have come since each group's first one. */
  ages: (ids: readonly GroupId[]) => Promise<Map<GroupId, number>>;
}

/** A group that did not pass is looked at again when it has grown by a quarter: a few more voices do not turn chance into one matter. */
const GROWN = 1.25;
/** Nobody needs to know of a refusal for long; forgetting one costs one more look. */
const REMEMBERED = 5_000;

/** Looks at groups that are large enough to alarm: does each tell one thing, and a thing that no incident tells already? */
@Injectable()
export class Scrutiny {
  private readonly refused = new Map<GroupId, number>();

  constructor(private readonly detection: DetectionRepository) {}

  /** Reads in one go what the looks at these groups will ask for. */
  async begin(tx: Tx, groups: readonly SeenGroup[]): Promise<GroupScrutiny> {
    const known = (await this.detection.groupsOf(tx, WATCHED)).map(knownOf);
    if (this.refused.size > REMEMBERED) this.refused.clear();
    const words = {
      shares: (asked: Parameters<MemberWords['shares']>[0]) => this.detection.shares(tx, asked),
      ages: (ids: readonly GroupId[]) => this.detection.ages(tx, ids),
    };
    const scrutiny = new GroupScrutiny(words, known, this.refused);
    await scrutiny.read(groups);
    return scrutiny;
  }
}

export class GroupScrutiny {
  private shares = new Map<GroupId, Map<string, number>>();
  private readonly told = new Map<GroupId, Map<string, number>>();
  private ages = new Map<GroupId, number>();

  constructor(
    private readonly words: MemberWords,
    private readonly known: Known[],
    private readonly refused: Map<GroupId, number>,
  ) {}

  async read(groups: readonly Judged[]): Promise<void> {
    const grown = groups.filter((group) => this.hasGrown(group));
    this.shares = await this.sharesOf(grown.map((group) => [group, group.terms.map(({ term }) => term)]));
    // Most fall by their own words; only the others are held against what is known.
    const coherent = grown.filter((group) => this.isCoherent(group));
    const told = [...new Set(this.known.flatMap(({ core }) => core))];
    for (const [id, shares] of await this.sharesOf(coherent.map((group) => [group, told]))) this.told.set(id, shares);
    this.ages = coherent.length === 0 ? new Map() : await this.words.ages(coherent.map(({ id }) => id));
  }

  passes(group: Judged): boolean {
    if (!this.hasGrown(group)) return false;
    const passed = this.stands(group);
    if (passed) this.refused.delete(group.id);
    else this.refused.set(group.id, group.posts);
    return passed;
  }

  /** From now on later groups are held against this one too; its words have not been read for them. */
  async raised(group: Judged, others: readonly Judged[]): Promise<void> {
    this.known.push(knownOf(group));
    await this.read(others);
  }

  private hasGrown({ id, posts }: Judged): boolean {
    return posts >= (this.refused.get(id) ?? 0) * GROWN;
  }

  private stands(group: Judged): boolean {
    if (!this.isCoherent(group)) return false;
    const { id, complainants } = group;
    const age = this.ages.get(id) ?? 0;
    const share = (word: string): number => this.told.get(id)?.get(word) ?? 0;
    return !this.known.some(({ core, ...incident }) =>
      isFragment({ complainants, age, shares: core.map(share), ofIncident: incident.complainants }),
    );
  }

  private isCoherent({ id, terms, complainants }: Judged): boolean {
    return isCoherent(complainants, cohesionOf(terms.map(({ term }) => this.shares.get(id)?.get(term) ?? 0)));
  }

  private async sharesOf(asked: readonly (readonly [Judged, readonly string[]])[]): Promise<Map<GroupId, Map<string, number>>> {
    const some = asked.filter(([, words]) => words.length > 0);
    return some.length === 0 ? new Map() : this.words.shares(some.map(([{ id }, words]) => ({ id, words })));
  }
}

/** Without words there is nothing to say against a group: pictures and copies of one sign are as alike as can be. */
function cohesionOf(shares: readonly number[]): number {
  const commonest = [...shares].sort((a, b) => b - a).slice(0, COMMONEST);
  return commonest.length === 0 ? 1 : commonest.reduce((sum, share) => sum + share, 0) / commonest.length;
}

export const knownOf = ({ terms, complainants }: Pick<Judged, 'terms' | 'complainants'>): Known => ({
  core: coreWords(terms),
  complainants,
});
