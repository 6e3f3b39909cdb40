import { Shards } from './shards.js';

/** Of a part, of which there are 256. */
const KEPT = 256;
/** Looked at for one that may go. */
const TRIED = 8;

/**
 * Where merged groups went, the newest merges alone. A caller knows a group from a decision or from the rows, which are brought up to date with
 * each merge; only what is under way may still name an older one. But a group of a document in memory is never forgotten: that document may
 * found a group again, and must not get the same name.
 */
export class Aliases extends Shards<string> {
  constructor(private readonly founderIsHeld: (group: string) => boolean) {
    super();
  }

  override set(from: string, into: string): void {
    super.set(from, into);
    const part = this.part(from);
    if (part.size <= KEPT) return;
    let tried = 0;
    for (const oldest of part.keys()) {
      if (!this.founderIsHeld(oldest)) this.delete(oldest);
      if (part.size <= KEPT || ++tried === TRIED) return;
    }
  }
}
