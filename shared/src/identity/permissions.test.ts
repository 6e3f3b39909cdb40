import { describe, expect, it } from '@jest/globals';
import { leavesNoAdmin, passwordWeakness } from './identity.rules.js';
import { PERMISSIONS, ROLES, SCOPES, permissionsOf, rolesWith, type Permission } from './permissions.js';
import { seesBrand } from './principal.js';

const WRITES: Permission[] = PERMISSIONS.filter((p) => !/:(read|export|legal|own)$/.test(p));

describe('what a role may do', () => {
  it('is nothing without a role, and everything for an admin', () => {
    expect(permissionsOf([])).toEqual([]);
    expect(permissionsOf(['admin'])).toEqual([...PERMISSIONS]);
  });

  it('adds up, without repeating', () => {
    const both = permissionsOf(['agent', 'legal']);
    expect(new Set(both).size).toBe(both.length);
    expect(both).toEqual(expect.arrayContaining([...permissionsOf(['agent']), ...permissionsOf(['legal'])]));
  });

  it('keeps auditors and executives from writing', () => {
    for (const role of ['auditor', 'executive'] as const) expect(permissionsOf([role]).filter((p) => WRITES.includes(p))).toEqual([]);
  });

  it('shows the audit log to auditors and admins alone, and administration to admins alone', () => {
    expect(rolesWith('audit:read')).toEqual(['auditor', 'admin']);
    expect(rolesWith('user:manage')).toEqual(['admin']);
    expect(rolesWith('key:manage')).toEqual(['admin']);
  });

  it('opens the payload of a complaint to legal, and to an admin who says why', () => {
    expect(rolesWith('complaint:payload')).toEqual(['legal', 'admin']);
  });

  it('lets whoever leads the response regroup and declare, and nobody else on the team', () => {
    for (const permission of [
      'group:merge',
      'group:split',
      'group:move',
      'incident:declare',
      'incident:move',
      'incident:severity',
    ] as const)
      expect(rolesWith(permission)).toEqual(['commander', 'admin']);
  });

  it('gives everybody their own session, and no machine one', () => {
    expect(rolesWith('session:own')).toEqual([...ROLES]);
    expect(SCOPES).not.toContain('session:own');
    expect(SCOPES).not.toContain('user:manage');
  });
});

describe('brands', () => {
  it('narrow what is seen; without any, all is seen', () => {
    expect([
      seesBrand({ brands: null }, 'A'),
      seesBrand({ brands: ['A'] }, 'A'),
      seesBrand({ brands: ['A'] }, 'B'),
      seesBrand({ brands: ['A'] }, null),
    ]).toEqual([true, true, false, false]);
  });
});

describe('passwords', () => {
  it.each([
    ['1234567890', 'common'],
    ['ababababab', 'repetitive'],
    ['wangfang-123', 'contains-email'],
    ['四个汉字不够长吗也许吧', null],
    ['correct horse battery', null],
  ])('%s is %s', (password, weakness) => expect(passwordWeakness(password, 'WangFang@tocsin.test')).toBe(weakness));
});

describe('the last admin', () => {
  const admin = { roles: ['admin', 'pr'] as const, disabled: false, brands: null };
  const limited = { ...admin, brands: ['甲'] };
  it.each([
    [admin, { ...admin, roles: ['pr'] as const }, 0, true],
    [admin, { ...admin, disabled: true }, 0, true],
    [admin, limited, 0, true],
    [admin, limited, 1, false],
    [limited, { ...limited, disabled: true }, 0, false],
    [admin, { ...admin, roles: ['pr'] as const }, 1, false],
    [admin, { ...admin, roles: ['admin'] as const }, 0, false],
    [{ ...admin, disabled: true }, { ...admin, roles: ['pr'] as const, disabled: true }, 0, false],
  ])('%j → %j with %d others: %s', (before, after, others, expected) => expect(leavesNoAdmin(before, after, others)).toBe(expected));
});
