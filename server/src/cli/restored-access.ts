import { ROLES, type Role } from '@tocsin/shared/identity';
import { maskEmail } from '@tocsin/shared/complaints';
import { Audit } from '../audit/audit.js';
import { AuditRepository } from '../audit/audit.repository.js';
import type { Clock } from '../platform/clock/clock.js';
import type { Db, Tx } from '../platform/database/index.js';

export interface Restore {
  /** The moment asked for; null: the last one archived. */
  readonly at: Date | null;
  /** The name of the backup it began from. */
  readonly base: string;
  /** API keys, wall links and invitations stay as they were at that moment. */
  readonly keepAccess: boolean;
}

/** How many of each ended. */
export interface Ended {
  readonly sessions: number;
  readonly apiKeys: number;
  readonly wallLinks: number;
  readonly invitations: number;
}

export interface ActiveAccounts {
  readonly count: number;
  /** How many hold each role; who holds several counts for each. */
  readonly byRole: Readonly<Partial<Record<Role, number>>>;
  /** Mail addresses, masked. */
  readonly administrators: readonly string[];
}

interface Settled {
  readonly ended: Ended;
  readonly accounts: ActiveAccounts;
}

/**
 * What was taken away after the moment restored is valid again in the restored rows. So all of it ends, in one transaction with the entry of
 * the audit log that tells of the restore. Accounts stay, or nobody could sign in: they are answered, to be looked at.
 */
export function settleAccess(db: Db, clock: Clock, { at, base, keepAccess }: Restore): Promise<Settled> {
  return db.transaction(async (tx) => {
    const ended = await end(tx, clock.now(), keepAccess);
    const accounts = await activeAccounts(tx);
    await new Audit(new AuditRepository(db), clock).record(tx, 'system', 'database.restored', null, {
      asOf: at?.toISOString() ?? null,
      base,
      ...ended,
      accessKept: keepAccess,
      activeAccounts: accounts.count,
    });
    return { ended, accounts };
  });
}

async function end(tx: Tx, now: Date, keepAccess: boolean): Promise<Ended> {
  const sessions = await counted(tx, 'DELETE FROM account_session');
  if (keepAccess) return { sessions, apiKeys: 0, wallLinks: 0, invitations: 0 };
  // A backup may come from a release before keys could expire and people could be invited; migrations run at the next start.
  const live = (row: string): string =>
    `(to_jsonb(${row}) ->> 'expires_at' IS NULL OR (to_jsonb(${row}) ->> 'expires_at')::timestamptz > $1)`;
  const apiKeys = await counted(tx, `UPDATE api_key k SET revoked_at = $1 WHERE revoked_at IS NULL AND ${live('k')}`, [now]);
  const wallLinks = await counted(tx, `UPDATE wall_link w SET revoked_at = $1 WHERE revoked_at IS NULL AND ${live('w')}`, [now]);
  const [{ invites }] = await tx.query<[{ invites: boolean }]>(`SELECT to_regclass('invitation') IS NOT NULL AS invites`);
  const open = `UPDATE invitation i SET revoked_at = $1 WHERE revoked_at IS NULL AND accepted_at IS NULL AND ${live('i')}`;
  return { sessions, apiKeys, wallLinks, invitations: invites ? await counted(tx, open, [now]) : 0 };
}

async function counted(tx: Tx, change: string, params: unknown[] = []): Promise<number> {
  const [{ n }] = await tx.query<[{ n: number }]>(`WITH done AS (${change} RETURNING 1) SELECT count(*)::int AS n FROM done`, params);
  return n;
}

async function activeAccounts(tx: Tx): Promise<ActiveAccounts> {
  const rows = await tx.query<{ email: string; roles: Role[] }[]>(
    `SELECT email, roles FROM account WHERE disabled_at IS NULL ORDER BY created_at, id`,
  );
  const holding = (role: Role): number => rows.filter(({ roles }) => roles.includes(role)).length;
  const byRole = Object.fromEntries(ROLES.map((role) => [role, holding(role)] as const).filter(([, n]) => n > 0));
  const administrators = rows.filter(({ roles }) => roles.includes('admin')).map(({ email }) => maskEmail(email));
  return { count: rows.length, byRole, administrators };
}

/** What the operator reads. */
export function settledLines({ ended, accounts }: Settled, keepAccess: boolean): string[] {
  const { sessions, apiKeys, wallLinks, invitations } = ended;
  const roles = Object.entries(accounts.byRole).map(([role, n]) => `${role} ${n}`);
  return [
    keepAccess
      ? `ended ${sessions} sign-ins; API KEYS, WALL LINKS AND INVITATIONS WERE KEPT (--keep-access): those ended after the moment work again, end them`
      : `ended ${sessions} sign-ins, ${apiKeys} API keys, ${wallLinks} wall links and ${invitations} invitations: give out new ones`,
    `active accounts ${accounts.count}${roles.length > 0 ? ` (${roles.join(', ')})` : ''}; administrators: ${accounts.administrators.join(', ') || 'none'}`,
    'accounts that were deactivated after the moment are active again, with the password and roles of that moment: look at each of them',
  ];
}
