import { Injectable } from '@nestjs/common';
import { Desk, EMPTY_DESK } from '@tocsin/shared/identity';
import type { UserId } from '@tocsin/shared/kernel';
import { Db } from '../platform/database/db.js';
import { toJson } from '../platform/database/json.js';

@Injectable()
export class DeskRepository {
  constructor(private readonly db: Db) {}

  /** What an older version wrote and this one cannot read is forgotten: it is a convenience, no record. */
  async read(id: UserId): Promise<Desk> {
    const [row] = await this.db.query<{ desk: unknown }>(`SELECT desk FROM account_desk WHERE account_id = $1`, [id]);
    const desk = Desk.safeParse(row?.desk);
    return desk.success ? desk.data : EMPTY_DESK;
  }

  async write(id: UserId, desk: Desk): Promise<void> {
    await this.db.query(
      `INSERT INTO account_desk (account_id, desk) VALUES ($1, $2) ON CONFLICT (account_id) DO UPDATE SET desk = $2, at = now()`,
      [id, toJson(desk)],
    );
  }
}
