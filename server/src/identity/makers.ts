import { Injectable } from '@nestjs/common';
import { rolesWith, type Permission } from '@tocsin/shared/identity';
import type { Stopped } from '@tocsin/shared/kernel';
import { Clock } from '../platform/clock/clock.js';
import { AccountsRepository, type Account } from './accounts.repository.js';
import { ApiKeysRepository } from './api-keys.repository.js';

type Maker = Pick<Account, 'roles' | 'brands' | 'disabled_at'>;

/** A key or a link does nothing that whoever made it could no longer do: why it has stopped, or null while it works. */
export function stoppedBy(maker: Maker | undefined, permission: Permission): Stopped | null {
  if (!maker || maker.disabled_at !== null) return 'maker-disabled';
  if (!maker.roles.some((role) => rolesWith(permission).includes(role))) return 'maker-lost-permission';
  return maker.brands === null ? null : 'maker-limited';
}

@Injectable()
export class Makers {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly keys: ApiKeysRepository,
    private readonly clock: Clock,
  ) {}

  /** For each that somebody made; what the product made by itself has no maker and stays. */
  async stopped(makers: readonly (string | null)[], permission: Permission): Promise<(maker: string | null) => Stopped | null> {
    const ids = [...new Set(makers.filter((id) => id !== null))];
    const found = ids.length === 0 ? [] : await this.accounts.rights(ids);
    const byId = new Map<string, Maker>(found.map((maker) => [maker.id, maker]));
    return (maker) => (maker === null ? null : stoppedBy(byId.get(maker), permission));
  }

  /** Of the keys that made something, those that were revoked or have run out. */
  async endedKeys(keys: readonly (string | null)[]): Promise<ReadonlySet<string | null>> {
    const ids = [...new Set(keys.filter((id) => id !== null))];
    return new Set(ids.length === 0 ? [] : await this.keys.ended(ids, this.clock.now()));
  }
}
