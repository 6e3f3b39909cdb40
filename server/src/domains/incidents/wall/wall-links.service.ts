import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { CreatedWallLink, NewWallLink, ReplaceWallLink, WallLink } from '@tocsin/shared/incidents';
import type { Person, Principal } from '@tocsin/shared/identity';
import { newId } from '@tocsin/shared/kernel';
import type { z } from 'zod';
import { Audit } from '../../../audit/index.js';
import { ApiKeysService, type RevokedKey } from '../../../identity/index.js';
import { Clock } from '../../../platform/clock/clock.js';
import { newToken, tokenHash } from '../../../platform/crypto/tokens.js';
import { Db, type Tx } from '../../../platform/database/db.js';
import { Idempotency } from '../../../platform/http/idempotency.js';
import { invalid, notFound, Problem } from '../../../platform/problems/index.js';
import { WallLinksRepository } from './wall-links.repository.js';
import { WallMakers, type Made } from './wall-makers.js';

const MINUTE_MS = 60_000;

/** Links for screens on walls: hard to guess, read-only, revocable. */
@Injectable()
export class WallLinksService implements OnModuleInit {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly links: WallLinksRepository,
    private readonly makers: WallMakers,
    private readonly keys: ApiKeysService,
    private readonly audit: Audit,
    private readonly work: Idempotency,
  ) {}

  onModuleInit(): void {
    this.keys.endsWithKey((tx, me, key) => this.endOf(tx, me, key));
  }

  async list(): Promise<{ items: z.infer<typeof WallLink>[]; nextCursor: null }> {
    const links = await this.links.list();
    const stopped = await this.makers.stopped(links);
    const items = links.map(({ createdBy, keyId, ...link }) => ({ ...link, stopped: stopped({ createdBy, keyId }) }));
    return { items, nextCursor: null };
  }

  async create(me: Principal, { name, expiresAt }: z.infer<typeof NewWallLink>): Promise<z.infer<typeof CreatedWallLink>> {
    const [token, id, at] = [newToken(), newId(this.clock.ms()), this.clock.now()];
    if (expiresAt !== undefined && Date.parse(expiresAt) <= at.getTime())
      throw invalid([{ path: ['expiresAt'], code: 'in_past', message: 'must lie in the future' }]);
    await this.work.transactionWithSecret(async (tx) => {
      await this.links.insert(tx, {
        ...{ id, name, at, hash: tokenHash(token), made: madeBy(me) },
        expiresAt: expiresAt === undefined ? null : new Date(expiresAt),
      });
      await this.audit.record(tx, me, 'wall.created', { type: 'wall', id }, { name, expiresAt: expiresAt ?? null });
      return { id };
    });
    return {
      id,
      name,
      createdAt: at.toISOString(),
      expiresAt: expiresAt ?? null,
      lastSeenAt: null,
      revokedAt: null,
      replaced: false,
      stopped: null,
      token,
    };
  }

  /** Another address for the same screen, for as long again as the old one was given; the old one ends at once or after the grace. */
  async replace(me: Principal, id: string, { graceMinutes }: z.infer<typeof ReplaceWallLink>): Promise<z.infer<typeof CreatedWallLink>> {
    const [token, newLink, at] = [newToken(), newId(this.clock.ms()), this.clock.now()];
    const made = await this.work.transactionWithSecret(async (tx) => {
      const old = await this.links.one(tx, id);
      if (!old) throw notFound();
      if (old.revokedAt !== null || (old.expiresAt !== null && Date.parse(old.expiresAt) <= at.getTime()) || old.replaced)
        throw new Problem('wall/over');
      const life = old.expiresAt === null ? null : Date.parse(old.expiresAt) - Date.parse(old.createdAt);
      const expiresAt = life === null ? null : new Date(at.getTime() + life);
      const until = new Date(at.getTime() + graceMinutes * MINUTE_MS);
      const { name } = old;
      await this.links.insert(tx, { id: newLink, name, hash: tokenHash(token), at, made: madeBy(me), expiresAt });
      await this.links.replace(tx, id, newLink, until);
      if (graceMinutes === 0) await this.links.revoke(tx, id, at);
      const link = { id: newLink, name, createdAt: at.toISOString(), expiresAt: expiresAt?.toISOString() ?? null };
      // Both links have an entry of their own, so that the record of either is whole.
      await this.audit.recordAll(tx, me, [
        { action: 'wall.replaced', subject: { type: 'wall', id }, detail: { name, into: newLink, until: until.toISOString() } },
        { action: 'wall.created', subject: { type: 'wall', id: newLink }, detail: { name, expiresAt: link.expiresAt, replaces: id } },
      ]);
      return { ...link, lastSeenAt: null, revokedAt: null, replaced: false, stopped: null };
    });
    return { ...made, token };
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

  private async endOf(tx: Tx, me: Person, key: RevokedKey): Promise<void> {
    const gone = await this.links.revokeOfKey(tx, key.id, key.at);
    const detailOf = (name: string): object => ({ name, withKey: key.id, keyName: key.name });
    await this.audit.recordAll(
      tx,
      me,
      gone.map(({ id, name }) => ({ action: 'wall.revoked', subject: { type: 'wall', id }, detail: detailOf(name) })),
    );
  }
}

const madeBy = (me: Principal): Made => (me.kind === 'user' ? { createdBy: me.id, keyId: null } : { createdBy: me.maker, keyId: me.id });
