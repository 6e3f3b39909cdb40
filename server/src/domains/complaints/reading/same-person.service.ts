import { Injectable } from '@nestjs/common';
import type { ComplaintRow } from '@tocsin/shared/complaints';
import { seesBrand, type Principal } from '@tocsin/shared/identity';
import type { ComplaintId, Page, PageQuery } from '@tocsin/shared/kernel';
import { notFound } from '../../../platform/problems/index.js';
import { conditionsOf } from './complaint.filter.js';
import { DetailRepository } from './detail.repository.js';
import { RowPresenter } from './row.presenter.js';
import { RowsRepository } from './rows.repository.js';

/** What else somebody has complained about, known by the mark of their contact; the contact itself is not read for it. */
@Injectable()
export class SamePersonService {
  constructor(
    private readonly rows: RowsRepository,
    private readonly details: DetailRepository,
    private readonly presenter: RowPresenter,
  ) {}

  async others(me: Principal, id: ComplaintId, { limit, cursor }: PageQuery): Promise<Page<ComplaintRow>> {
    const complaint = await this.details.person(id);
    if (!complaint || !seesBrand(me, complaint.brand)) throw notFound();
    if (complaint.complainant_key === null) return { items: [], nextCursor: null };
    const search = { query: null, fragment: null, person: complaint.complainant_key };
    const conditions = conditionsOf({}, { brands: me.brands, groups: null }, search);
    conditions.where.push(`k.complaint_id <> $${conditions.params.push(id)}::uuid`);
    const { rows, next } = await this.rows.list({ sort: 'newest', limit, cursor }, conditions);
    return { items: await this.presenter.present(rows, me.brands), nextCursor: next };
  }
}
