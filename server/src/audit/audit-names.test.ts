import { describe, expect, it } from '@jest/globals';
import { auditNameOf, type AuditEntry, type AuditSubject } from '@tocsin/shared/audit';
import { AuditNames, type NameSource } from './audit-names.js';

const ID = '01a2207f-766b-71f7-a482-c28480682b1b';

const called = (type: AuditSubject, name: string): NameSource => ({
  type,
  named: (ids) => Promise.resolve(ids.map((id) => ({ id, name }))),
  matching: () => Promise.resolve([]),
});

describe('the names of an id', () => {
  it('are told apart where a group has the id of its first complaint', async () => {
    const names = new AuditNames();
    names.register(called('complaint', 'C-261128-AAAAAA'), called('group', '电磁炉脱落'));
    const entry = { subject: { type: 'complaint', id: ID }, detail: {} } as unknown as AuditEntry;
    const found = await names.of([entry]);
    expect(auditNameOf(found, 'complaint', ID)).toBe('C-261128-AAAAAA');
    expect(auditNameOf(found, 'group', ID)).toBe('电磁炉脱落');
    expect(auditNameOf(found, 'user', ID)).toBe('C-261128-AAAAAA');
  });
});
