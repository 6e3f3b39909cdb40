import { Injectable } from '@nestjs/common';
import { Secrets, type SecretLoss } from '../config/secrets.js';
import { Db } from '../database/db.js';

export interface ReadinessReport {
  ready: boolean;
  draining: boolean;
  database: boolean;
  parts: Record<string, boolean>;
  /** What is wrong with it; then personal data is closed and nothing is written. */
  secret: 'ok' | SecretLoss;
  /** What long-running parts say of their health. */
  health: Record<string, PartHealth>;
}
/** `ok: false` takes the node out of service. */
export type PartHealth = { ok: boolean } & Record<string, number | boolean>;

/** What this node still waits for before it may be sent work. A part registers when it is made and reports when it runs. */
@Injectable()
export class Readiness {
  private readonly parts = new Map<string, boolean>();
  private readonly health = new Map<string, () => Promise<PartHealth>>();
  private leaving = false;

  constructor(
    private readonly db: Db,
    private readonly secrets: Secrets,
  ) {}

  expect(part: string): void {
    if (!this.parts.has(part)) this.parts.set(part, false);
  }

  report(part: string, started = true): void {
    this.parts.set(part, started);
  }

  /** Asked at every check. A part that cannot answer is left out: what failed then is the database, which is checked by itself. */
  watch(part: string, ask: () => Promise<PartHealth>): void {
    this.health.set(part, ask);
  }

  drain(): void {
    this.leaving = true;
  }

  get draining(): boolean {
    return this.leaving;
  }

  async check(): Promise<ReadinessReport> {
    const database = await this.db.answers();
    const started = [...this.parts.values()].every(Boolean);
    const health = database ? await this.askAll() : {};
    const well = Object.values(health).every(({ ok }) => ok);
    return {
      ready: database && started && well && !this.leaving,
      draining: this.leaving,
      database,
      parts: Object.fromEntries(this.parts),
      secret: this.secrets.lost ?? 'ok',
      health,
    };
  }

  private async askAll(): Promise<Record<string, PartHealth>> {
    const asked = [...this.health].map(async ([part, ask]) => [part, await ask().catch(() => null)] as const);
    return Object.fromEntries((await Promise.all(asked)).flatMap(([part, said]) => (said === null ? [] : [[part, said]])));
  }
}
