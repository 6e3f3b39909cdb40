import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Person } from '@tocsin/shared/identity';
import { generateSecret, generateURI, verifySync } from 'otplib';
import { toString as qrCode } from 'qrcode';
import { Audit } from '../audit/index.js';
import { Clock } from '../platform/clock/clock.js';
import { Sealer } from '../platform/crypto/sealer.js';
import { sha256 } from '../platform/crypto/tokens.js';
import { Db, type Tx } from '../platform/database/db.js';
import { Problem } from '../platform/problems/index.js';
import { AccountsRepository, type Account } from './accounts.repository.js';
import { Refusals } from './refusals.js';

export const TOTP = 'totp';
const CODES = 10;
/** Seconds a phone's clock may be off. */
const TOLERANCE = 30;
const CODE_ALPHABET = '23456789abcdefghjkmnpqrstuvwxyz';

/** Time-based codes as a second proof, each good for one use, and recovery codes for a lost phone. */
@Injectable()
export class Totp {
  constructor(
    private readonly db: Db,
    private readonly accounts: AccountsRepository,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly refusals: Refusals,
  ) {}

  /** Not yet in force: an enrolment nobody finishes must not lock anybody out. */
  async enrol(me: Person): Promise<{ secret: string; uri: string; qr: string }> {
    const secret = generateSecret();
    await this.db.transaction(async (tx) => {
      const account = await this.accounts.lock(tx, me.id);
      if (account?.totp_confirmed_at) throw new Problem('resource/conflict');
      await this.accounts.setTotpSecret(tx, me.id, this.sealer.seal(TOTP, secret, me.id));
    });
    const uri = generateURI({ issuer: 'Tocsin', label: me.email, secret });
    const svg = await qrCode(uri, { type: 'svg', errorCorrectionLevel: 'M', margin: 1 });
    return { secret, uri, qr: `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}` };
  }

  async confirm(me: Person, code: string): Promise<string[]> {
    const codes = Array.from({ length: CODES }, newRecoveryCode);
    const proven = await this.db.transaction(async (tx) => {
      const account = await this.accounts.lock(tx, me.id);
      if (!account?.totp_secret || account.totp_confirmed_at) throw new Problem('resource/conflict');
      if (!(await this.codeIsGood(tx, account, code))) return false;
      await this.accounts.confirmTotp(tx, me.id, this.clock.now(), codes.map(recoveryHash));
      await this.audit.record(tx, me, 'user.totp-enabled', { type: 'user', id: me.id });
      return true;
    });
    if (proven) return codes;
    await this.refusals.note('user.proof-refused', { actor: me, subject: { type: 'user', id: me.id }, detail: { why: 'code' } });
    throw new Problem('auth/totp-invalid');
  }

  async disable(me: Person): Promise<void> {
    await this.db.transaction(async (tx) => {
      await this.accounts.setTotpSecret(tx, me.id, null);
      await this.audit.record(tx, me, 'user.totp-disabled', { type: 'user', id: me.id });
    });
  }

  /** Whether this code proves the account now; using it up is part of the question. */
  async isProof(tx: Tx, account: Account, given: string): Promise<boolean> {
    const code = given.replace(/[\s-]/g, '').toLowerCase();
    return /^\d{6}$/.test(code) ? this.codeIsGood(tx, account, code) : this.accounts.useRecoveryCode(tx, account.id, recoveryHash(code));
  }

  private async codeIsGood(tx: Tx, account: Account, token: string): Promise<boolean> {
    if (!account.totp_secret) return false;
    const secret = this.sealer.open(TOTP, account.totp_secret, account.id);
    const result = verifySync({ secret, token, epoch: Math.floor(this.clock.ms() / 1000), epochTolerance: TOLERANCE });
    return result.valid && 'timeStep' in result && this.accounts.useTotpStep(tx, account.id, result.timeStep);
  }
}

const recoveryHash = (code: string): Buffer => sha256(code.replaceAll('-', ''));

/** 50 bits, written by hand: no letters that look alike. */
function newRecoveryCode(): string {
  const letters = Array.from(randomBytes(10), (byte) => CODE_ALPHABET[byte % CODE_ALPHABET.length]).join('');
  return `${letters.slice(0, 5)}-${letters.slice(5)}`;
}
