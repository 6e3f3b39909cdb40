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
}

/** What this node still waits for before it may be sent work. A part registers when it is made and reports when it runs. */
@Injectable()
export class Readiness {
  private readonly parts = new Map<string, boolean>();
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

  drain(): void {
    this.leaving = true;
  }

  get draining(): boolean {
    return this.leaving;
  }

  async check(): Promise<ReadinessReport> {
    const database = await this.db.answers();
    const started = [...this.parts.values()].every(Boolean);
    return {
      ready: database && started && !this.leaving,
      draining: this.leaving,
      database,
      parts: Object.fromEntries(this.parts),
      secret: this.secrets.lost ?? 'ok',
    };
  }
}
