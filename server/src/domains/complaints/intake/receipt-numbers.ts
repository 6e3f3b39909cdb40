import { Injectable } from '@nestjs/common';
import { Secrets } from '../../../platform/config/secrets.js';
import { IntakeRepository } from './intake.repository.js';
import { ReceiptSpelling } from './receipt-spelling.js';

const BLOCK = 10_000;

/** Numbers of one block are handed out without asking the database; what a crash leaves unused is never used. */
@Injectable()
export class ReceiptNumbers {
  private readonly spelling: ReceiptSpelling;
  private next = 0;
  private end = 0;
  private reserving: Promise<void> | null = null;

  constructor(
    secrets: Secrets,
    private readonly repository: IntakeRepository,
  ) {
    this.spelling = new ReceiptSpelling(secrets);
  }

  /** Null: `refill` first. */
  take(receivedAt: Date): string | null {
    return this.next < this.end ? this.spelling.spell(this.next++, receivedAt) : null;
  }

  /** The first of so many numbers, to be spelt elsewhere. */
  async takeMany(count: number): Promise<number> {
    if (count > BLOCK) throw new RangeError('more than a block of receipt numbers');
    while (this.next + count > this.end) await this.refill();
    return (this.next += count) - count;
  }

  refill(): Promise<void> {
    return (this.reserving ??= this.reserve());
  }

  private async reserve(): Promise<void> {
    try {
      this.end = await this.repository.reserveReceipts(BLOCK);
      this.next = this.end - BLOCK;
    } finally {
      this.reserving = null;
    }
  }
}
