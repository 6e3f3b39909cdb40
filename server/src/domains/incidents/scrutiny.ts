import { Injectable } from '@nestjs/common';
import { coreWords, isCoherent, isFragment } from '@tocsin/shared/incidents';
import type { GroupId } from '@tocsin/shared/kernel';
import type { Tx } from '../../platform/database/db.js';
import { DetectionRepository, type SeenGroup } from './detection.repository.js';
import { WATCHED } from './evaluator.js';

const COMMONEST = 3;

interface Known {
  core: string[];
  complainants: number;
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

  async begin(tx: Tx): Promise<GroupScrutiny> {
    const known = (await this.detection.groupsOf(tx, WATCHED)).map(knownOf);
    if (this.refused.size > REMEMBERED) this.refused.clear();
    return new GroupScrutiny(tx, this.detection, known, this.refused);
  }
}

export class GroupScrutiny {
  constructor(
    private readonly tx: Tx,
    private readonly detection: DetectionRepository,
    private readonly known: Known[],
    private readonly refused: Map<GroupId, number>,
  ) {}

  async passes(group: SeenGroup): Promise<boolean> {
    if (group.posts < (this.refused.get(group.id) ?? 0) * GROWN) return false;
    const passed = await this.stands(group);
    if (passed) this.refused.delete(group.id);
    else this.refused.set(group.id, group.posts);
    return passed;
  }

  private async stands(group: SeenGroup): Promise<boolean> {
    const own = group.terms.map(({ term }) => term);
    const shares = await this.detection.shares(this.tx, group.id, [...new Set([...own, ...this.known.flatMap(({ core }) => core)])]);
    const share = (word: string): number => shares.get(word) ?? 0;
    if (!isCoherent(group.complainants, cohesionOf(own.map(share)))) return false;
    const age = await this.detection.age(this.tx, group.id);
    const { complainants } = group;
    return !this.known.some(({ core, ...incident }) =>
      isFragment({ complainants, age, shares: core.map(share), ofIncident: incident.complainants }),
    );
  }

  raised(group: SeenGroup): void {
    this.known.push(knownOf(group));
  }
}

/** Without words there is nothing to say against a group: pictures and copies of one sign are as alike as can be. */
function cohesionOf(shares: readonly number[]): number {
  const commonest = [...shares].sort((a, b) => b - a).slice(0, COMMONEST);
  return commonest.length === 0 ? 1 : commonest.reduce((sum, share) => sum + share, 0) / commonest.length;
}

const knownOf = ({ terms, complainants }: SeenGroup): Known => ({ core: coreWords(terms), complainants });
