import { Injectable } from '@nestjs/common';
import type { ApiKey, CreateApiKey, CreatedApiKey, Person } from '@tocsin/shared/identity';
import { newId, type CountedPage, type PageQuery, type Stopped } from '@tocsin/shared/kernel';
import { Audit } from '../audit/index.js';
import { Clock } from '../platform/clock/clock.js';
import { newToken, tokenHash } from '../platform/crypto/tokens.js';
import type { Tx } from '../platform/database/db.js';
import { Idempotency } from '../platform/http/idempotency.js';
import { idCursor } from '../platform/http/time-cursor.js';
import { invalid, notFound } from '../platform/problems/index.js';
import { AccessChanges } from './access-changes.js';
import { ApiKeysRepository, type ApiKeyRow } from './api-keys.repository.js';
import { stoppedBy } from './makers.js';

/** Recognisable to secret scanners, and to whoever finds one in a log. */
const MARK = 'tocsin_';
const SHOWN = MARK.length + 6;

export interface RevokedKey {
  id: string;
  name: string;
  at: Date;
}
/** What ends with a key, in the transaction that revokes it. */
type Ending = (tx: Tx, me: Person, key: RevokedKey) => Promise<void>;

@Injectable()
export class ApiKeysService {
  private readonly endings: Ending[] = [];

  constructor(
    private readonly keys: ApiKeysRepository,
    private readonly changes: AccessChanges,
    private readonly audit: Audit,
    private readonly clock: Clock,
    private readonly work: Idempotency,
  ) {}

  async list({ limit, cursor }: PageQuery): Promise<CountedPage<ApiKey>> {
    const [rows, total] = await Promise.all([this.keys.list(limit + 1, idCursor(cursor)), this.keys.count()]);
    const items = rows.slice(0, limit).map(keyOf);
    return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null, total };
  }

  /** The only time the key itself is known: the table keeps a digest. A repeat makes no second key and cannot show the first again. */
  async create(me: Person, { name, scopes, expiresAt }: CreateApiKey): Promise<CreatedApiKey> {
    const key = `${MARK}${newToken()}`;
    const now = this.clock.now();
    const expires_at = expiresAt ? new Date(expiresAt) : null;
    if (expires_at !== null && expires_at <= now)
      throw invalid([{ path: ['expiresAt'], code: 'in_past', message: 'must lie in the future' }]);
    const row = { id: newId(now.getTime()), name, scopes, prefix: key.slice(0, SHOWN), created_at: now, created_by: me.id, expires_at };
    await this.work.transactionWithSecret(async (tx) => {
      await this.keys.insert(tx, { ...row, hash: tokenHash(key) });
      await this.audit.record(
        tx,
        me,
        'api-key.created',
        { type: 'api-key', id: row.id },
        {
          name,
          scopes,
          ...(expires_at === null ? {} : { expiresAt: expires_at.toISOString() }),
        },
      );
      return { id: row.id };
    });
    const maker = { creator: me.name, creator_roles: [...me.roles], creator_brands: null, creator_disabled_at: null };
    return { ...keyOf({ ...row, ...maker, last_used_at: null, revoked_at: null }), key };
  }

  /** Identity knows nothing of what keys make elsewhere, so whoever lets them make something says how it ends. */
  endsWithKey(ending: Ending): void {
    this.endings.push(ending);
  }

  async revoke(me: Person, id: string): Promise<void> {
    await this.changes.during({ kind: 'key', id }, async (tx) => {
      const at = this.clock.now();
      const name = await this.keys.revoke(tx, id, at);
      if (name === null) throw notFound();
      for (const ending of this.endings) await ending(tx, me, { id, name, at });
      await this.audit.record(tx, me, 'api-key.revoked', { type: 'api-key', id }, { name });
    });
  }
}

const keyOf = (row: ApiKeyRow): ApiKey => ({
  id: row.id,
  name: row.name,
  prefix: row.prefix,
  scopes: row.scopes,
  createdAt: row.created_at.toISOString(),
  createdBy: row.creator,
  lastUsedAt: row.last_used_at?.toISOString() ?? null,
  revokedAt: row.revoked_at?.toISOString() ?? null,
  expiresAt: row.expires_at?.toISOString() ?? null,
  stopped: whyStopped(row),
});

/** Null while the key works as its maker does. */
export const whyStopped = ({ creator_roles, creator_brands, creator_disabled_at }: ApiKeyRow): Stopped | null =>
  stoppedBy({ roles: creator_roles, brands: creator_brands, disabled_at: creator_disabled_at }, 'key:manage');

export const isExpired = ({ expires_at }: Pick<ApiKeyRow, 'expires_at'>, now: Date): boolean => expires_at !== null && expires_at <= now;
