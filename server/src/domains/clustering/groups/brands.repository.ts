import { Injectable } from '@nestjs/common';
import type { KnownBrands } from '@tocsin/shared/clustering';
import { Db } from '../../../platform/database/db.js';

const MOST = 1_000;

@Injectable()
export class BrandsRepository {
  constructor(private readonly db: Db) {}

  /** Out of what each group counts, since complaints themselves have no index of brands. */
  async known(): Promise<KnownBrands['items']> {
    const rows = await this.db.query<{ brand: string; complaints: string }>(
      `SELECT brand, sum(n) AS complaints FROM (
         SELECT b.key AS brand, b.value::bigint AS n FROM complaint_group g
           CROSS JOIN LATERAL jsonb_each_text(COALESCE(g.tally -> 'brands', '{}')) b
           WHERE g.merged_into IS NULL AND g.posts > 0
         UNION ALL SELECT name, 0 FROM object_entry WHERE kind = 'brand' AND NOT retired) known
       GROUP BY brand ORDER BY sum(n) DESC, brand LIMIT ${MOST}`,
    );
    return rows.map(({ brand, complaints }) => ({ brand, complaints: Number(complaints) }));
  }
}
