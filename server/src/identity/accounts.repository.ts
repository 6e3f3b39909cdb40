import { Injectable } from '@nestjs/common';
import type { Role } from '@tocsin/shared/identity';
import type { UserId } from '@tocsin/shared/kernel';
import { Db, type Tx } from '../platform/database/db.js';

export interface Account {
  id: UserId;
  email: string;
  name: string;
  password_hash: string;
  roles: Role[];
  brands: string[] | null;
  disabled_at: Date | null;
  totp_secret: Buffer | null;
  totp_confirmed_at: Date | null;
  created_at: Date;
  last_sign_in_at: Date | null;
}

export type NewAccount = Pick<Account, 'id' | 'email' | 'name' | 'password_hash' | 'roles' | 'brands' | 'created_at'>;
export type AccountChange = Partial<Pick<Account, 'name' | 'roles' | 'brands' | 'password_hash' | 'disabled_at'>>;

const COLUMNS = 'id, email, name, password_hash, roles, brands, disabled_at, totp_secret, totp_confirmed_at, created_at, last_sign_in_at';
const CHANGEABLE = ['name', 'roles', 'brands', 'password_hash', 'disabled_at'] as const;

const NAMED = `($1::text IS NULL OR strpos(lower(name), $1) > 0 OR strpos(email, $1) > 0)`;
const wordsOf = (q: string | null): string | null => (q === null || q === '' ? null : q.toLowerCase());

@Injectable()
export class AccountsRepository {
  constructor(private readonly db: Db) {}

  async byEmail(email: string): Promise<Account | null> {
    const [row] = await this.db.query<Account>(`SELECT ${COLUMNS} FROM account WHERE email = $1`, [email]);
    return row ?? null;
  }

  async byId(id: string): Promise<Account | null> {
    const [row] = await this.db.query<Account>(`SELECT ${COLUMNS} FROM account WHERE id = $1`, [id]);
    return row ?? null;
  }

  async lock(tx: Tx, id: string): Promise<Account | null> {
    const [row] = await tx.query<Account[]>(`SELECT ${COLUMNS} FROM account WHERE id = $1 FOR UPDATE`, [id]);
    return row ?? null;
  }

  async rights(ids: readonly string[]): Promise<Pick<Account, 'id' | 'roles' | 'brands' | 'disabled_at'>[]> {
    return this.db.query(`SELECT id, roles, brands, disabled_at FROM account WHERE id = ANY ($1::uuid[])`, [ids]);
  }

  /** Those who see every brand. Two who retire each other at once must not both succeed: every change of an account passes here first. */
  async lockAdmins(tx: Tx): Promise<string[]> {
    const sql = `SELECT id FROM account WHERE 'admin' = ANY (roles) AND disabled_at IS NULL AND brands IS NULL ORDER BY id FOR UPDATE`;
    return (await tx.query<{ id: string }[]>(sql)).map(({ id }) => id);
  }

  async taken(tx: Tx, email: string): Promise<boolean> {
    return (await tx.query<unknown[]>(`SELECT 1 FROM account WHERE email = $1`, [email])).length > 0;
  }

  async any(tx?: Tx): Promise<boolean> {
    const sql = `SELECT 1 FROM account LIMIT 1`;
    return (tx ? await tx.query<unknown[]>(sql) : await this.db.query(sql)).length > 0;
  }

  /** Held to the end of the transaction: of two first admins only one is first. */
  async lockSetup(tx: Tx): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('tocsin first admin', 0))`);
  }

  async insert(tx: Tx, a: NewAccount): Promise<void> {
    const sql = `INSERT INTO account (id, email, name, password_hash, roles, brands, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`;
    await tx.query(sql, [a.id, a.email, a.name, a.password_hash, a.roles, a.brands, a.created_at]);
  }

  async change(tx: Tx, id: string, change: AccountChange): Promise<void> {
    const given = CHANGEABLE.filter((column) => change[column] !== undefined);
    if (given.length === 0) return;
    const set = given.map((column, i) => `${column} = $${i + 2}`).join(', ');
    await tx.query(`UPDATE account SET ${set} WHERE id = $1`, [id, ...given.map((column) => change[column])]);
  }

  /** Newest first; the cursor is the id of the last one seen. */
  list(limit: number, after: string | null, q: string | null): Promise<Account[]> {
    const sql = `SELECT ${COLUMNS} FROM account WHERE ($3::uuid IS NULL OR id < $3) AND ${NAMED} ORDER BY id DESC LIMIT $2`;
    return this.db.query<Account>(sql, [wordsOf(q), limit, after]);
  }

  /** How many `list` finds on all its pages. */
  async count(q: string | null): Promise<number> {
    const [row] = await this.db.query<{ n: number }>(`SELECT count(*)::int AS n FROM account WHERE ${NAMED}`, [wordsOf(q)]);
    return row?.n ?? 0;
  }

  colleagues(): Promise<Pick<Account, 'id' | 'name' | 'roles'>[]> {
    return this.db.query(`SELECT id, name, roles FROM account WHERE disabled_at IS NULL ORDER BY name, id LIMIT 500`);
  }

  async setTotpSecret(tx: Tx, id: string, sealed: Buffer | null): Promise<void> {
    await tx.query(`UPDATE account SET totp_secret = $2, totp_confirmed_at = NULL, totp_last_step = 0 WHERE id = $1`, [id, sealed]);
    await tx.query(`DELETE FROM recovery_code WHERE account_id = $1`, [id]);
  }

  async confirmTotp(tx: Tx, id: string, at: Date, codes: Buffer[]): Promise<void> {
    await tx.query(`UPDATE account SET totp_confirmed_at = $2 WHERE id = $1`, [id, at]);
    await tx.query(`INSERT INTO recovery_code (account_id, code_hash) SELECT $1, unnest($2::bytea[])`, [id, codes]);
  }

  /** False when this step, or a later one, has been used: a code seen over a shoulder is worth nothing. */
  async useTotpStep(tx: Tx, id: string, step: number): Promise<boolean> {
    const sql = `WITH used AS (UPDATE account SET totp_last_step = $2 WHERE id = $1 AND totp_last_step < $2 RETURNING 1) SELECT 1 FROM used`;
    return (await tx.query<unknown[]>(sql, [id, step])).length > 0;
  }

  async useRecoveryCode(tx: Tx, id: string, hash: Buffer): Promise<boolean> {
    const sql = `WITH used AS (DELETE FROM recovery_code WHERE account_id = $1 AND code_hash = $2 RETURNING 1) SELECT 1 FROM used`;
    return (await tx.query<unknown[]>(sql, [id, hash])).length > 0;
  }
}
