import { Injectable } from '@nestjs/common';
import {
  maskCode,
  maskInPlace,
  maskText,
  CONTACT_KINDS,
  maskContact,
  maskEmail,
  maskIdCard,
  maskPhone,
  type ComplaintDetail,
  type ComplaintFilter,
  type ComplaintQuery,
  type ComplaintRow,
  type Fact,
  type Findings,
} from '@tocsin/shared/complaints';
import { seesBrand, type Principal } from '@tocsin/shared/identity';
import type { ComplaintId, Page } from '@tocsin/shared/kernel';
import { notFound } from '../../../platform/problems/index.js';
import { MessagesRepository } from '../cases/messages.repository.js';
import { RepliesRepository } from '../cases/replies.repository.js';
import { IntakeDesk } from '../intake/intake.desk.js';
import { foldedOf, searchOf, type Search } from '../search/search-terms.js';
import { conditionsOf, type Conditions } from './complaint.filter.js';
import { DetailRepository, type StoredAttachment, type StoredDetail } from './detail.repository.js';
import { IncidentDirectory } from './incident-directory.js';
import { PersonSearches } from './person-searches.js';
import { RowPresenter } from './row.presenter.js';
import { RowsRepository } from './rows.repository.js';

@Injectable()
export class ReadingService {
  constructor(
    private readonly rows: RowsRepository,
    private readonly details: DetailRepository,
    private readonly messages: MessagesRepository,
    private readonly replies: RepliesRepository,
    private readonly presenter: RowPresenter,
    private readonly incidents: IncidentDirectory,
    private readonly desk: IntakeDesk,
    private readonly searches: PersonSearches,
  ) {}

  async list(me: Principal, query: ComplaintQuery): Promise<Page<ComplaintRow>> {
    const { rows, next } = await this.rows.list(query, await this.conditions(me, query));
    return { items: await this.presenter.present(rows, me.brands), nextCursor: next };
  }

  async count(me: Principal, filter: ComplaintFilter): Promise<number> {
    return this.rows.count(await this.conditions(me, filter));
  }

  async detail(me: Principal, id: ComplaintId): Promise<ComplaintDetail> {
    const [[row], detail, attachments, messages, replies] = await Promise.all([
      this.rows.byIds([id]),
      this.details.find(id),
      this.details.attachments(id),
      this.messages.of(id),
      this.replies.of(id),
    ]);
    if (!row || !detail || !seesBrand(me, detail.brand)) throw notFound();
    const [shown] = await this.presenter.present([row], me.brands);
    const contact = maskContact(this.desk.openComplainant(detail.complainant, id) ?? {});
    return {
      ...(shown as ComplaintRow),
      ...detailOf(detail),
      source: row.source === '' ? null : row.source,
      externalId: row.external_id,
      contact,
      attachments: attachments.map(attachmentOf),
      messages: messages.map((said) => ({ ...said, text: said.text === null ? null : maskInPlace(said.text) })),
      replies: replies.map(({ changeId: _, ...reply }) => ({ ...reply, text: maskInPlace(reply.text) })),
    };
  }

  async conditions(me: Principal, filter: ComplaintFilter): Promise<Conditions> {
    const groups = filter.incidentId ? await this.incidents.groupsOf(filter.incidentId) : null;
    const taken = filter.inIncident === undefined ? {} : { taken: await this.incidents.taken() };
    const open = filter.inOpenIncident === undefined ? {} : { open: await this.incidents.taken('open') };
    const search = filter.q ? await this.search(me, filter.q) : null;
    return conditionsOf(filter, { brands: me.brands, groups, ...taken, ...open }, search);
  }

  private async search(me: Principal, q: string): Promise<Search> {
    const search = searchOf(q, (typed) => this.markOf(typed));
    if (search.person) await this.searches.note(me, search.person, foldedOf(q));
    return search;
  }

  /** A phone or mail address is not in any index; its mark is. */
  private markOf(typed: string): Buffer | null {
    if (typed.includes('@')) return this.desk.keyOf({ email: typed });
    return /^[\d+() -]{7,20}$/.test(typed) ? this.desk.keyOf({ phone: typed }) : null;
  }
}

type OwnFields = Omit<ComplaintDetail, keyof ComplaintRow | 'source' | 'externalId' | 'contact' | 'attachments' | 'messages' | 'replies'>;

function detailOf(detail: StoredDetail): OwnFields {
  return {
    text: maskInPlace(detail.text),
    lang: detail.lang,
    amount: detail.amount_minor === null ? null : { minor: Number(detail.amount_minor), currency: detail.amount_currency ?? '' },
    reachDetail: detail.reach_detail,
    invalidReason: detail.invalid_reason,
    validityNote: detail.validity_note,
    findings: detail.findings === null ? null : maskedFindings(detail.findings),
    rawSha256: detail.raw_sha256.toString('hex'),
    version: detail.version ?? 0,
  };
}

const CODES = new Set<Fact['kind']>(['order', 'flight', 'batch']);
const MASKS: Partial<Record<Fact['kind'], (value: string) => string>> = { phone: maskPhone, email: maskEmail, idCard: maskIdCard };

function maskedFindings(findings: Findings): Findings {
  const facts = findings.facts.map((fact) =>
    CONTACT_KINDS.includes(fact.kind)
      ? { ...fact, value: (MASKS[fact.kind] ?? (() => '****'))(fact.value) }
      : { ...fact, value: (CODES.has(fact.kind) ? maskCode : maskText)(fact.value) },
  );
  return { ...findings, facts };
}

/** People name pictures after a number to call: the name is masked for every reader, as the words of the complaint are. */
export const attachmentOf = (a: StoredAttachment): ComplaintDetail['attachments'][number] => ({
  id: a.id,
  name: maskText(a.name),
  mediaType: a.media_type,
  size: Number(a.size),
  sha256: a.sha256.toString('hex'),
  addedAt: a.added_at.toISOString(),
});
