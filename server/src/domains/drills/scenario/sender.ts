import { setTimeout as sleep } from 'node:timers/promises';
import { BulkResult, type NewComplaint } from '@tocsin/shared/complaints';
import { firstUnits } from '@tocsin/shared/kernel';

export type Delivery = NewComplaint;

export interface Tally {
  accepted: number;
  /** The server had them already. */
  duplicates: number;
  rejected: number;
  /** Requests sent again because the server was busy, starting or away. */
  retries: number;
}

export interface SenderOptions {
  baseUrl: string;
  apiKey: string;
  signal: AbortSignal | undefined;
  inFlight: number;
}

/** The server refuses what is sent, so that sending on makes no sense: wrong key, wrong address, missing scope. */
export class RefusedError extends Error {}

const LONGEST_WAIT_MS = 10_000;
const BUSY = new Set([408, 429, 500, 502, 503, 504]);

/**
 * Delivers complaints with a bounded number of requests in flight. A request that fails on the way is sent again until it gets through:
 * `(source, externalId)` makes the repeat harmless.
 */
export class Sender {
  readonly tally: Tally = { accepted: 0, duplicates: 0, rejected: 0, retries: 0 };
  /** The first message given up because the player was stopped while the server was away. */
  abandonedFrom = Infinity;
  private readonly running = new Set<Promise<void>>();
  private refused: Error | undefined;

  constructor(private readonly options: SenderOptions) {}

  /** Resolves when there is room for more, not when the answer has come. */
  single(complaint: Delivery, index: number): Promise<void> {
    return this.start(async () => {
      const response = await this.post('/api/v1/complaints', 'application/json', JSON.stringify(complaint));
      if (!response) return this.abandon(index);
      await response.arrayBuffer();
      if (response.status === 201) this.tally.accepted++;
      else if (response.status === 200) this.tally.duplicates++;
      else this.tally.rejected++;
    });
  }

  bulk(complaints: readonly Delivery[], firstIndex: number): Promise<void> {
    return this.start(async () => {
      const lines = complaints.map((c) => JSON.stringify(c)).join('\n');
      const response = await this.post('/api/v1/complaints/bulk', 'application/x-ndjson', `${lines}\n`);
      if (!response) return this.abandon(firstIndex);
      if (!response.ok) throw new RefusedError(`bulk intake answered ${response.status}: ${firstUnits(await response.text(), 300)}`);
      const { accepted, duplicates, rejected } = BulkResult.parse(await response.json());
      this.tally.accepted += accepted;
      this.tally.duplicates += duplicates;
      this.tally.rejected += rejected.length;
    });
  }

  /** Waits for every answer; throws what made sending senseless. */
  async settle(): Promise<void> {
    await Promise.all(this.running);
    if (this.refused) throw this.refused;
  }

  private abandon(index: number): void {
    this.abandonedFrom = Math.min(this.abandonedFrom, index);
  }

  private async start(send: () => Promise<void>): Promise<void> {
    while (this.running.size >= this.options.inFlight) await Promise.race(this.running);
    if (this.refused) throw this.refused;
    const one = send()
      .catch((error: unknown) => {
        this.refused ??= error instanceof Error ? error : new Error(String(error));
      })
      .finally(() => this.running.delete(one));
    this.running.add(one);
  }

  /** `undefined`: the player was stopped while the server was away. */
  private async post(path: string, type: string, body: string): Promise<Response | undefined> {
    const { baseUrl, apiKey, signal } = this.options;
    const headers = { 'content-type': type, authorization: `Bearer ${apiKey}` };
    for (let wait = 250; ; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
      let response: Response | undefined;
      try {
        response = await fetch(new URL(path, baseUrl), { method: 'POST', headers, body });
      } catch {
        response = undefined;
      }
      if (response && [401, 403, 404].includes(response.status))
        throw new RefusedError(`${path} answered ${response.status}: is the API key right?`);
      if (response && !BUSY.has(response.status)) return response;
      await response?.arrayBuffer();
      if (signal?.aborted) return undefined;
      this.tally.retries++;
      const asked = Number(response?.headers.get('retry-after') ?? 0) * 1_000;
      await sleep(Math.min(Math.max(wait, asked), LONGEST_WAIT_MS), undefined, { signal }).catch(() => undefined);
      if (signal?.aborted) return undefined;
    }
  }
}
