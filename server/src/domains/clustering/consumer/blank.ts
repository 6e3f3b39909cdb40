import type { ComplaintId } from '@tocsin/shared/kernel';
import type { IntakeRecord } from '../../complaints/index.js';

/** Says nothing; it only makes a thread load what reading needs. */
export const BLANK: IntakeRecord = {
  ...{ seq: 0, id: '00000000-0000-7000-8000-000000000000' as ComplaintId, receiptNo: '', receivedAt: new Date(0), occurredAt: null },
  ...{ channel: 'web', source: null, externalId: null, text: '-', subject: null, product: null, brand: null, orderRef: null },
  ...{ lang: null, place: null, demands: [], amount: null, reach: null, history: false, complainantKey: null },
};
