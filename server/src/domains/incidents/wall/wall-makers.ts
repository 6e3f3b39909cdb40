import { Injectable } from '@nestjs/common';
import type { LinkStopped } from '@tocsin/shared/kernel';
import { Makers } from '../../../identity/index.js';

/** Who made a link: a person, by themselves or with a key of theirs; nobody, when the product did. */
export interface Made {
  createdBy: string | null;
  keyId: string | null;
}

/** A link does no more than whoever made it, and does not outlive the key that made it. */
@Injectable()
export class WallMakers {
  constructor(private readonly makers: Makers) {}

  /** Why each has stopped although nobody revoked it; null while it works. */
  async stopped(made: readonly Made[]): Promise<(one: Made) => LinkStopped | null> {
    const [byMaker, ended] = await Promise.all([
      this.makers.stopped(
        made.map(({ createdBy }) => createdBy),
        'wall:manage',
      ),
      this.makers.endedKeys(made.map(({ keyId }) => keyId)),
    ]);
    return ({ createdBy, keyId }) => (ended.has(keyId) ? 'key-ended' : byMaker(createdBy));
  }
}
