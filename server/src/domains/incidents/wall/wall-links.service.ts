import { Injectable } from '@nestjs/common';
import type { CreatedWallLink, IncidentSituation, NewWallLink, Overview, WallLink } from '@tocsin/shared/incidents';
import type { Principal } from '@tocsin/shared/identity';
import { newId, type IncidentId } from '@tocsin/shared/kernel';
import type { z } from 'zod';
import { Audit } from '../../../audit/index.js';
import { Clock } from '../../../platform/clock/clock.js';
import { newToken, tokenHash } from '../../../platform/crypto/tokens.js';
import { Db } from '../../../platform/database/db.js';
import { invalid, notFound } from '../../../platform/problems/index.js';
import { WallLinksRepository } from './wall-links.repository.js';
import { WallView } from './wall-view.js';

/** Links for screens on walls: hard to guess, read-only, revocable. A wrong, an old and a revoked link answer alike. */
@Injectable()
export class WallLinksService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly links: WallLinksRepository,
    private readonly view: WallView,
    private readonly audit: Audit,
  ) {}

  async list(): Promise<{ items: z.infer<typeof WallLink>[]; nextCursor: null }> {
    return { items: await this.links.list(), nextCursor: null };
  }

  async create(me: Principal, { name, expiresAt }: z.infer<typeof NewWallLink>): Promise<z.infer<typeof CreatedWallLink>> {
    const [token, id, at] = [newToken(), newId(this.clock.ms()), this.clock.now()];
    if (expiresAt !== undefined && Date.parse(expiresAt) <= at.getTime())
      throw invalid([{ path: ['expiresAt'], code: 'in_past', message: 'must lie in the future' }]);
    await this.db.transaction(async (tx) => {
      const by = me.kind === 'user' ? me.id : null;
      await this.links.insert(tx, {
        id,
        name,
        hash: tokenHash(token),
        at,
        by,
        expiresAt: expiresAt === undefined ? null : new Date(expiresAt),
      });
      await this.audit.record(tx, me, 'wall.created', { type: 'wall', id }, { name, expiresAt: expiresAt ?? null });
    });
    return { id, name, createdAt: at.toISOString(), expiresAt: expiresAt ?? null, lastSeenAt: null, revokedAt: null, token };
  }

  async revoke(me: Principal, id: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      const link = await this.links.one(tx, id);
      if (!link) throw notFound();
      if (link.revokedAt !== null) return;
      await this.links.revoke(tx, id, this.clock.now());
      await this.audit.record(tx, me, 'wall.revoked', { type: 'wall', id }, { name: link.name });
    });
  }

  async overview(token: string): Promise<z.infer<typeof Overview>> {
    await this.enter(token);
    return this.view.overview();
  }

  async situation(token: string, id: IncidentId, hours: number): Promise<z.infer<typeof IncidentSituation>> {
    await this.enter(token);
    return this.view.situation(id, hours);
  }

  private async enter(token: string): Promise<void> {
    const now = this.clock.now();
    const id = await this.links.valid(tokenHash(token), now);
    if (id === null) throw notFound();
    await this.links.seen(id, now);
  }
}
