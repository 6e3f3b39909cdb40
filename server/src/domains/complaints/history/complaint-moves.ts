import { Injectable } from '@nestjs/common';
import type { ComplaintId, GroupId } from '@tocsin/shared/kernel';
import type { HistoryMark } from './history-mark.js';

/** One move of a complaint from group to group, by a person. */
export interface PastMove {
  id: string;
  at: Date;
  kind: string;
  from: GroupId;
  into: GroupId | null;
  reason: string;
  by: string | null;
  undone: { at: Date; by: string | null } | null;
}

export interface MovesLookup {
  /** Newest first, those before `before`. */
  movesOf(complaint: ComplaintId, before: HistoryMark | null, limit: number): Promise<PastMove[]>;
}

/** Groups stand above complaints, so complaints may not ask them; the clustering domain registers here who can answer. */
@Injectable()
export class ComplaintMoves {
  private lookup: MovesLookup | null = null;

  use(lookup: MovesLookup): void {
    this.lookup = lookup;
  }

  of(complaint: ComplaintId, before: HistoryMark | null, limit: number): Promise<PastMove[]> {
    return this.lookup?.movesOf(complaint, before, limit) ?? Promise.resolve([]);
  }
}
