import { Injectable } from '@nestjs/common';
import { Makers } from '../../../identity/index.js';
import { Clock } from '../../../platform/clock/clock.js';
import { tokenHash } from '../../../platform/crypto/tokens.js';
import { notFound } from '../../../platform/problems/index.js';
import { WallLinksRepository } from './wall-links.repository.js';

/** Lets in whoever has a link. One that is wrong, old, revoked, or whose maker may no longer see what it shows answers alike. */
@Injectable()
export class WallAccess {
  constructor(
    private readonly clock: Clock,
    private readonly links: WallLinksRepository,
    private readonly makers: Makers,
  ) {}

  async enter(token: string): Promise<void> {
    const now = this.clock.now();
    const link = await this.links.valid(tokenHash(token), now);
    if (link === null) throw notFound();
    const stopped = await this.makers.stopped([link.created_by], 'wall:manage');
    if (stopped(link.created_by) !== null) throw notFound();
    await this.links.seen(link.id, now);
  }
}
