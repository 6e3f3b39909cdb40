import { Injectable } from '@nestjs/common';
import { Clock } from '../clock/clock.js';

export interface Limit {
  /** How many at once after a quiet time, and how many come back in `perSeconds`. */
  burst: number;
  perSeconds: number;
}

interface Bucket {
  tokens: number;
  at: number;
}

const MOST_BUCKETS = 50_000;

/** Token buckets in this process; with several nodes each grants its own share. The bucket unused for longest makes room. */
@Injectable()
export class RateLimiter {
  private readonly buckets = new Map<string, Bucket>();

  constructor(private readonly clock: Clock) {}

  /** Seconds to wait, or 0 when granted. */
  take(key: string, limit: Limit, cost = 1): number {
    const now = this.clock.ms();
    const perMs = limit.burst / (limit.perSeconds * 1000);
    const bucket = this.buckets.get(key) ?? { tokens: limit.burst, at: now };
    const tokens = Math.min(limit.burst, bucket.tokens + Math.max(0, now - bucket.at) * perMs);
    const granted = tokens >= cost;
    this.buckets.delete(key);
    this.buckets.set(key, { tokens: granted ? tokens - cost : tokens, at: now });
    if (this.buckets.size > MOST_BUCKETS) this.buckets.delete(this.buckets.keys().next().value as string);
    return granted ? 0 : Math.max(0.001, (cost - tokens) / perMs / 1000);
  }

  get size(): number {
    return this.buckets.size;
  }
}

/** One household of IPv6 addresses counts as one sender: a /64 is free to whoever has one. */
export function senderOf(ip: string): string {
  if (!ip.includes(':') || ip.startsWith('::ffff:')) return ip.replace('::ffff:', '');
  const [head = '', tail] = ip.split('::');
  const groups = head === '' ? [] : head.split(':');
  const rest = tail === undefined || tail === '' ? [] : tail.split(':');
  const full = tail === undefined ? groups : [...groups, ...Array<string>(Math.max(0, 8 - groups.length - rest.length)).fill('0'), ...rest];
  return `${full.slice(0, 4).join(':')}::/64`;
}
