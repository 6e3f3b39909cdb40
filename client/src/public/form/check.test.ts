import { describe, expect, it } from '@jest/globals';
import { PublicComplaint } from '@tocsin/shared/complaints';
import { check, complaintOf, faultsOf } from './check.js';
import { blank } from './draft.js';

const filled = { ...blank(), text: '取暖器用了两天就冒烟，无人回电', contact: '13800138000', consent: true };

describe('the form', () => {
  it('finds nothing wrong in what the server takes', () => {
    expect(check(filled, '2026-11-22')).toEqual({});
    expect(PublicComplaint.safeParse(complaintOf(filled, [], 'zh-CN')).success).toBe(true);
  });

  it.each([
    ['text', { text: '👨‍👩‍👧‍👦👨‍👩‍👧‍👦' }, 'fault.textShort'],
    ['text', { text: '退'.repeat(2_001) }, 'fault.textLong'],
    ['contact', { contact: '  ' }, 'fault.contactEmpty'],
    ['contact', { contact: '家里' }, 'fault.contactForm'],
    ['occurredOn', { occurredOn: '2026-11-23' }, 'fault.dateFuture'],
    ['consent', { consent: false }, 'fault.consent'],
  ])('names what is wrong with %s', (field, more, fault) => {
    expect(check({ ...filled, ...more }, '2026-11-22')).toEqual({ [field]: fault });
  });

  it('puts what the server found beside its field', () => {
    const issues = [
      { path: 'attachments', code: 'unknown_attachment' },
      { path: 'demands.0', code: 'invalid_value' },
      { path: 'lang', code: 'invalid_value' },
    ];
    expect(faultsOf(issues)).toEqual({ attachments: 'fault.filesGone', demands: 'fault.other' });
  });
});
