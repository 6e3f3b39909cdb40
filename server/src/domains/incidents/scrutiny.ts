import { Injectable } from '@nestjs/common';
import { coreWords, isCoherent, isFragment } from '@tocsin/shared/incidents';
import type { Tx } from '../../platform/database/db.js';
import { DetectionRepository, type SeenGroup } from './detection.repository.js';
import { WATCHED } from './evaluator.js';

const COMMONEST = 3;

interface Known {
  core: string[];
  complainants: number;
}

/** Looks at groups that are large enough to alarm: does each tell one thing, and a thing that no incident tells already? */
@Injectable()
export class Scrutiny {
  constructor(private readonly detection: DetectionRepository) {}

  async begin(tx: Tx): Promise<GroupScrutiny> {
    const known = (await this.detection.groupsOf(tx, WATCHED)).map(knownOf);
    return new GroupScrutiny(tx, this.detection, known);
  }
}

export class GroupScrutiny {
  constructor(
    private readonly tx: Tx,
    private readonly detection: DetectionRepository,
    private readonly known: Known[],
  ) {}

  async passes(group: SeenGroup): Promise<boolean> {
    const own = group.terms.map(({ term }) => term);
    const shares = await this.detection.shares(this.tx, group.id, [...new Set([...own, ...this.known.flatMap(({ core }) => core)])]);
    const share = (word: string): number => shares.get(word) ?? 0;
    if (!isCoherent(group.complainants, cohesionOf(own.map(share)))) return false;
    return !this.known.some(({ core, complainants }) => isFragment(group.complainants, core.map(share), complainants));
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
