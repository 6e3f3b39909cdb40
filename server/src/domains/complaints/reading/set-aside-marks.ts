import { Injectable } from '@nestjs/common';
import type { SetAsideMark } from '@tocsin/shared/complaints';
import type { ComplaintId } from '@tocsin/shared/kernel';

export type SetAsideLookup = (ids: readonly ComplaintId[]) => Promise<ReadonlyMap<ComplaintId, SetAsideMark>>;

/** Clustering stands above complaints, so complaints may not ask it; it registers here how to learn which of them it has set aside. */
@Injectable()
export class SetAsideMarks {
  private lookup: SetAsideLookup | null = null;

  use(lookup: SetAsideLookup): void {
    this.lookup = lookup;
  }

  of(ids: readonly ComplaintId[]): Promise<ReadonlyMap<ComplaintId, SetAsideMark>> {
    return ids.length === 0 || !this.lookup ? Promise.resolve(new Map()) : this.lookup(ids);
  }
}
