import { newId, type ComplaintId, type GroupId } from '@tocsin/shared/kernel';
import { Cases, identsOf, type NewCase } from '../src/domains/complaints/index.js';
import { searchTerms } from '../src/domains/complaints/enrichment/index.js';
import { normaliseText } from '../src/platform/text/index.js';
import type { TestApp } from './app.js';

/** Reads complaints as the engine's consumer would, with what the test wants found in them. */
export async function givenCases(app: TestApp, ids: readonly ComplaintId[], more: Partial<NewCase> = {}): Promise<GroupId> {
  const cases = app.get(Cases);
  const groupId = more.groupId ?? newId<GroupId>();
  const records = await cases.records(ids);
  const rows = records.map((record) =>
    caseRow({
      complaintId: record.id,
      seq: record.seq,
      receivedAt: record.receivedAt,
      channel: record.channel,
      terms: searchTerms([normaliseText(`${record.subject ?? ''} ${record.text}`).text]),
      idents: identsOf(record),
      demands: record.demands,
      complainantKey: record.complainantKey,
      ...more,
      groupId,
    }),
  );
  await app.db.transaction((tx) => cases.insertBatch(tx, rows));
  return groupId;
}

/** One row as the consumer writes it, of a complaint that need not exist. */
export const caseRow = (row: Pick<NewCase, 'complaintId' | 'seq' | 'groupId' | 'receivedAt'> & Partial<NewCase>): NewCase => ({
  score: 0.5,
  decidedBy: 'engine',
  nearDuplicateOf: null,
  channel: 'app',
  language: 'zh-Hans',
  terms: [],
  idents: '',
  place: null,
  demands: [],
  emotion: 'question',
  intensity: 40,
  flags: [],
  critical: false,
  priority: 'P3',
  findings: NO_FINDINGS,
  explanation: {},
  complainantKey: null,
  repeatNo: 1,
  reach: null,
  algorithm: 'test-1',
  ...row,
});

const NO_FINDINGS: NewCase['findings'] = {
  version: 'test-1',
  language: 'zh-Hans',
  place: null,
  demands: [],
  emotion: { stage: 'question', intensity: 40, basis: [] },
  flags: [],
  escalation: [],
  facts: [{ kind: 'phone', value: '13800138000', span: { field: 'text', start: 0, end: 11 } }],
  risk: { critical: false, reasons: [] },
};
