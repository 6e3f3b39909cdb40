import { Injectable } from '@nestjs/common';
import { permissionsOf, type Principal } from '@tocsin/shared/identity';
import { Clock } from '../platform/clock/clock.js';
import { Config } from '../platform/config/config.js';
import { tokenHash } from '../platform/crypto/tokens.js';
import { log } from '../platform/logging/log.js';
import { Problem } from '../platform/problems/index.js';
import { AccessChanges } from './access-changes.js';
import { ApiKeysRepository, type ApiKeyRow } from './api-keys.repository.js';
import { isExpired, whyStopped } from './api-keys.service.js';
import { PrincipalCache } from './principal-cache.js';
import { Refusals } from './refusals.js';
import { SessionsRepository, type LiveSession } from './sessions.repository.js';

export interface Credentials {
  /** The value of the session cookie. */
  session?: string | undefined;
  apiKey?: string | undefined;
  /** Asked by a page on its own: a session is checked, and not kept from running out. Of no meaning to keys. */
  unattended?: boolean;
}

const TOUCH_MS = 60_000;
const LONGEST_TOKEN = 100;
const logger = log('identity');

/** Who stands behind a cookie or a key: the same answer for an HTTP request and for a websocket handshake. */
@Injectable()
export class SessionAuthenticator {
  private readonly cache: PrincipalCache;
  private readonly touched = new Map<string, number>();

  constructor(
    private readonly sessions: SessionsRepository,
    private readonly keys: ApiKeysRepository,
    private readonly clock: Clock,
    private readonly config: Config,
    private readonly refusals: Refusals,
    changes: AccessChanges,
  ) {
    this.cache = new PrincipalCache(clock);
    changes.subscribe(() => this.cache.clear());
  }

  /** Null for an unknown, expired or revoked credential. A key is asked first: whoever sends one means it. */
  async authenticate(credentials: Credentials): Promise<Principal | null> {
    const asked = askedBy(credentials);
    if (asked === null) return null;
    const { kind, hash, name } = asked;
    const principal = await this.cache.get(name, () => (kind === 'key' ? this.machine(hash) : this.person(hash)));
    if (principal && isUse(principal, credentials)) await this.touch(principal);
    return principal;
  }

  /** Whom `authenticate` would answer without asking or noting anything; null says only that it has to be asked. */
  known(credentials: Credentials): Principal | null {
    const asked = askedBy(credentials);
    const principal = asked && this.cache.settled(asked.name);
    return principal && !(isUse(principal, credentials) && this.isTouchDue(principal)) ? principal : null;
  }

  /** What to answer whom `authenticate` does not know: the owner of a key that ran out must learn that it needs a new one. */
  async refusal(credentials: Credentials): Promise<Problem> {
    const asked = askedBy(credentials);
    const row = asked?.kind === 'key' ? await this.keys.byHash(asked.hash) : null;
    if (row === null || row.revoked_at !== null || !isExpired(row, this.clock.now())) return new Problem('auth/required');
    return new Problem('auth/key-expired', { name: row.name, expiredAt: row.expires_at?.toISOString() });
  }

  private isTouchDue(principal: Principal): boolean {
    return this.clock.ms() - (this.touched.get(nameOf(principal)) ?? 0) >= TOUCH_MS;
  }

  private async person(hash: Buffer): Promise<Principal | null> {
    const now = this.clock.now();
    const row = await this.sessions.live(hash, now, new Date(now.getTime() - this.config.session.idleMs));
    return row && personOf(row);
  }

  private async machine(hash: Buffer): Promise<Principal | null> {
    const row = await this.keys.byHash(hash);
    const why = row === null ? 'unknown' : row.revoked_at ? 'revoked' : isExpired(row, this.clock.now()) ? 'expired' : whyStopped(row);
    if (row && why === null) return machineOf(row);
    const subject = row && { type: 'api-key', id: row.id };
    await this.refusals.note('api-key.refused', { subject, detail: row ? { why, name: row.name } : { why } });
    return null;
  }

  /** At most once a minute: a busy key must not rewrite its row a thousand times a second. Waited for, or a busy person could still seem idle. */
  private async touch(principal: Principal): Promise<void> {
    if (!this.isTouchDue(principal)) return;
    const id = nameOf(principal);
    const now = this.clock.ms();
    if (this.touched.size > 20_000) this.touched.clear();
    this.touched.set(id, now);
    try {
      await (principal.kind === 'key' ? this.keys.used(id, new Date(now)) : this.sessions.seen(id, new Date(now)));
    } catch (error) {
      this.touched.delete(id);
      logger.warn({ err: error }, 'last use could not be noted');
    }
  }
}

interface Asked {
  kind: 'key' | 'session';
  hash: Buffer;
  /** Under which the answer is remembered. */
  name: string;
}

function askedBy({ session, apiKey }: Credentials): Asked | null {
  const token = apiKey ?? session;
  if (!token || token.length > LONGEST_TOKEN) return null;
  const hash = tokenHash(token);
  const kind = apiKey === undefined ? 'session' : 'key';
  return { kind, hash, name: `${kind} ${hash.toString('base64')}` };
}

/** Machines work without anybody there; a session is for a person. */
const isUse = ({ kind }: Principal, { unattended = false }: Credentials): boolean => kind === 'key' || !unattended;

const nameOf = (principal: Principal): string => (principal.kind === 'key' ? principal.id : principal.sessionId);

const personOf = (row: LiveSession): Principal => ({
  kind: 'user',
  id: row.account_id,
  name: row.name,
  email: row.email,
  roles: row.roles,
  permissions: new Set(permissionsOf(row.roles)),
  brands: row.brands,
  sessionId: row.id,
});

const machineOf = (row: ApiKeyRow): Principal => ({
  kind: 'key',
  id: row.id,
  maker: row.created_by,
  name: row.name,
  permissions: new Set(row.scopes),
  brands: null,
});
