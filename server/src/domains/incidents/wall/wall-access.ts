import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import { tokenHash } from '../../../platform/crypto/tokens.js';
import { notFound } from '../../../platform/problems/index.js';
import { WallLinksRepository } from './wall-links.repository.js';
import { WallMakers } from './wall-makers.js';

/** Lets in whoever has a link. One that is wrong, old, revoked, or whose maker may no longer see what it shows or whose key ended answers alike. */
@Injectable()
export class WallAccess {
  constructor(
    private readonly clock: Clock,
    private readonly links: WallLinksRepository,
    private readonly makers: WallMakers,
  ) {}

  async enter(token: string): Promise<void> {
    const now = this.clock.now();
    const link = await this.links.valid(tokenHash(token), now);
    if (link === null) throw notFound();
    const stopped = await this.makers.stopped([link]);
    if (stopped(link) !== null) throw notFound();
    await this.links.seen(link.id, now);
  }
}
