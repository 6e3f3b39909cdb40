import { Injectable } from '@nestjs/common';
import {
  rolesWith,
  type AcceptInvitation,
  type CreatedInvitation,
  type CreateInvitation,
  type Invitation,
  type OfferedInvitation,
  type Person,
  type Principal,
} from '@tocsin/shared/identity';
import { newId, type CountedPage, type PageQuery, type UserId } from '@tocsin/shared/kernel';
import { Audit } from '../audit/index.js';
import { Clock } from '../platform/clock/clock.js';
import { newToken, tokenHash } from '../platform/crypto/tokens.js';
import { isUniqueViolation, Db, type Tx } from '../platform/database/index.js';
import { Idempotency } from '../platform/http/idempotency.js';
import { idCursor } from '../platform/http/time-cursor.js';
import { Problem, notFound } from '../platform/problems/index.js';
import { refuseAbove, refuseWider } from './brand-limits.js';
import { InvitationsRepository, type InvitationRow } from './invitations.repository.js';
import { NewcomersService } from './newcomers.service.js';

const DAY_MS = 86_400_000;

/** Links by which people make their own accounts: their roles and brands are fixed by whoever invites, name and password are theirs. */
@Injectable()
export class InvitationsService {
  constructor(
    private readonly db: Db,
    private readonly invitations: InvitationsRepository,
    private readonly newcomers: NewcomersService,
    private readonly audit: Audit,
    private readonly clock: Clock,
    private readonly work: Idempotency,
  ) {}

  async list({ limit, cursor }: PageQuery): Promise<CountedPage<Invitation>> {
    const [rows, total] = await Promise.all([this.invitations.list(limit + 1, idCursor(cursor)), this.invitations.count()]);
    const items = rows.slice(0, limit).map(invitationOf);
    return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null, total };
  }

  /** A second invitation of one address takes the place of the first: only the newest link works. A repeat under the same key makes none. */
  async invite(me: Person, { email, roles, brands = null, days }: CreateInvitation): Promise<CreatedInvitation> {
    refuseWider(me, brands);
    const [token, now] = [newToken(), this.clock.now()];
    const row = {
      id: newId<UserId>(now.getTime()),
      email,
      roles,
      brands,
      created_at: now,
      created_by: me.id,
      expires_at: new Date(now.getTime() + days * DAY_MS),
    };
    await this.work
      .transactionWithSecret(async (tx) => {
        await this.newcomers.refuseKnown(tx, email);
        const before = await this.invitations.lockOpen(tx, email);
        if (before !== null) await this.withdraw(tx, me, before);
        await this.invitations.insert(tx, { ...row, hash: tokenHash(token) });
        const detail = { email, roles, brands, expiresAt: row.expires_at.toISOString() };
        await this.audit.record(tx, me, 'user.invited', { type: 'user', id: row.id }, detail);
        return { id: row.id };
      })
      .catch(invitedMeanwhile);
    return { ...invitationOf({ ...row, inviter: me.name }), token };
  }

  async revoke(me: Principal, id: UserId): Promise<void> {
    await this.db.transaction(async (tx) => {
      const row = await this.invitations.lock(tx, id);
      if (row === null) throw notFound();
      await this.withdraw(tx, me, row);
    });
  }

  /** For whoever holds the link. */
  async look(token: string): Promise<OfferedInvitation> {
    const { email, roles, brands, invitedBy, expiresAt } = invitationOf(this.usable(await this.invitations.byHash(tokenHash(token))));
    return { email, roles, brands, invitedBy, expiresAt };
  }

  async accept({ token, name, password }: AcceptInvitation): Promise<void> {
    const { email } = this.usable(await this.invitations.byHash(tokenHash(token)));
    const password_hash = await this.newcomers.hash(password, email);
    await this.db.transaction(async (tx) => {
      const row = this.usable(await this.invitations.lockByHash(tx, tokenHash(token)));
      const now = this.clock.now();
      await this.newcomers.admit(tx, { ...row, name, password_hash, created_at: now });
      await this.invitations.accept(tx, row.id, now);
      const detail = { email: row.email, roles: row.roles, brands: row.brands };
      await this.audit.record(tx, 'public', 'user.joined', { type: 'user', id: row.id }, detail);
    });
  }

  private async withdraw(tx: Tx, me: Principal, row: InvitationRow): Promise<void> {
    refuseAbove(me, row);
    await this.invitations.revoke(tx, row.id, this.clock.now());
    const detail = { email: row.email, name: row.email };
    await this.audit.record(tx, me, 'user.invitation-revoked', { type: 'user', id: row.id }, detail);
  }

  /** Whoever has the link may know why it no longer works; to anybody else there is no such link. */
  private usable(row: InvitationRow | null): InvitationRow {
    if (row === null) throw new Problem('user/invitation-unknown');
    const why = row.accepted_at ? 'used' : row.revoked_at ? 'withdrawn' : row.expires_at <= this.clock.now() ? 'expired' : lapsed(row);
    if (why !== null) throw new Problem('user/invitation-over', { why });
    return row;
  }
}

/** Nobody joins by the word of somebody who could not invite them today. */
function lapsed({ brands, inviter_roles, inviter_brands, inviter_disabled_at }: InvitationRow): 'inviter' | null {
  const mayInvite = inviter_disabled_at === null && inviter_roles.some((role) => rolesWith('user:manage').includes(role));
  const inSight = inviter_brands === null || (brands !== null && brands.every((brand) => inviter_brands.includes(brand)));
  return mayInvite && inSight ? null : 'inviter';
}

function invitedMeanwhile(error: unknown): never {
  throw isUniqueViolation(error, 'invitation_open_key') ? new Problem('resource/conflict') : error;
}

const invitationOf = (
  row: Pick<InvitationRow, 'id' | 'email' | 'roles' | 'brands' | 'inviter' | 'created_at' | 'expires_at'>,
): Invitation => ({
  id: row.id,
  email: row.email,
  roles: row.roles,
  brands: row.brands,
  invitedBy: row.inviter,
  createdAt: row.created_at.toISOString(),
  expiresAt: row.expires_at.toISOString(),
});
