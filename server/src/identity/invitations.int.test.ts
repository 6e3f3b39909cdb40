import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AuditEntry } from '@tocsin/shared/audit';
import type { CreatedInvitation, FirstSteps, Invitation, Me, OfferedInvitation } from '@tocsin/shared/identity';
import type { Page } from '@tocsin/shared/kernel';
import { testApp, type TestApp } from '../../test/app.js';
import type { Staff } from '../../test/as.js';
import { asOwner } from '../../test/database.js';

let app: TestApp;
let admin: Staff;
beforeAll(async () => {
  app = await testApp();
  admin = await app.as.admin();
});
afterAll(() => app.close());

let count = 0;
const address = (): string => `invited-${++count}@tocsin.test`;
const own = { name: '周敏', password: 'a quiet harbour 9 winters' };
const invite = (more: object = {}, who: Staff = admin) =>
  who.post('/invitations', { email: address(), roles: ['agent'], ...more }).expect<CreatedInvitation>(201);
const look = (token: string) => app.as.nobody.post('/public/invitations/look', { token });
const accept = (token: string, more: object = {}) => app.as.nobody.post('/public/invitations/accept', { token, ...own, ...more });
const open = async (): Promise<Invitation[]> => (await admin.get('/invitations?limit=200').expect<Page<Invitation>>(200)).items;
const audited = async (id: string): Promise<string[]> =>
  (await admin.get('/audit?limit=200&order=desc').expect<Page<AuditEntry>>(200)).items
    .filter(({ subject }) => subject?.id === id)
    .map(({ action }) => action);

describe('an invitation', () => {
  it('makes an account with the roles and brands of the inviter and the name and password of the invited, once', async () => {
    const made = await invite({ roles: ['agent', 'pr'], brands: ['星河'], days: 3 });
    expect(Date.parse(made.expiresAt) - Date.parse(made.createdAt)).toBe(3 * 86_400_000);
    const { token, ...listed } = made;
    expect((await open()).find(({ id }) => id === made.id)).toEqual(listed);
    const offered = await look(token).expect<OfferedInvitation>(200);
    expect(offered).toEqual({
      email: made.email,
      roles: ['agent', 'pr'],
      brands: ['星河'],
      invitedBy: admin.name,
      expiresAt: made.expiresAt,
    });
    await accept(token, { password: 'short' }).problem(422, 'request/invalid');
    await accept(token, { password: 'aaaaaaaaaaaa' }).problem(422, 'auth/password-weak');
    await accept(token, { roles: ['admin'] }).problem(422, 'request/invalid');
    const both = await Promise.all([accept(token), accept(token)]);
    expect(both.map(({ status }) => status).sort()).toEqual([204, 410]);
    const person = await app.as.signIn(made.email, own.password);
    expect(await person.get('/auth/me').expect<Me>(200)).toMatchObject({
      id: made.id,
      name: own.name,
      roles: ['agent', 'pr'],
      brands: ['星河'],
    });
    expect(await look(token).problem(410, 'user/invitation-over')).toMatchObject({ params: { why: 'used' } });
    expect((await open()).some(({ id }) => id === made.id)).toBe(false);
    expect(await audited(made.id)).toEqual(expect.arrayContaining(['user.joined', 'user.invited']));
  });

  it('is kept as a digest', async () => {
    const { token } = await invite();
    const rows = await asOwner<{ row: string }>(app.database, `SELECT invitation::text AS row FROM invitation`);
    expect(rows.some(({ row }) => row.includes(token))).toBe(false);
  });

  it('can be withdrawn, ends by itself, and gives way to a newer one of the same address', async () => {
    const withdrawn = await invite();
    await admin.delete(`/invitations/${withdrawn.id}`).expect(204);
    await admin.delete(`/invitations/${withdrawn.id}`).problem(404, 'resource/not-found');
    expect(await accept(withdrawn.token).problem(410, 'user/invitation-over')).toMatchObject({ params: { why: 'withdrawn' } });
    expect(await audited(withdrawn.id)).toContain('user.invitation-revoked');
    const first = await invite();
    const second = await invite({ email: first.email });
    expect(await look(first.token).problem(410, 'user/invitation-over')).toMatchObject({ params: { why: 'withdrawn' } });
    await look(second.token).expect(200);
    app.clock.advance({ hours: 8 * 24 });
    admin = await app.as.admin();
    expect(await accept(second.token).problem(410, 'user/invitation-over')).toMatchObject({ params: { why: 'expired' } });
    await look('no-such-token').problem(404, 'user/invitation-unknown');
  });

  it('is not for those who have an account', async () => {
    await admin.post('/invitations', { email: admin.email.toUpperCase(), roles: ['agent'] }).problem(409, 'user/email-taken');
    const meanwhile = await invite();
    await admin.post('/users', { ...own, email: meanwhile.email, roles: ['agent'] }).expect(201);
    await accept(meanwhile.token).problem(409, 'user/email-taken');
  });

  it('opens nothing once the inviter may not invite any more', async () => {
    const inviter = await app.as.someone(['admin']);
    const made = await invite({}, inviter);
    await admin.patch(`/users/${inviter.id}`, { roles: ['agent'] }).expect(200);
    expect(await accept(made.token).problem(410, 'user/invitation-over')).toMatchObject({ params: { why: 'inviter' } });
    await admin.patch(`/users/${inviter.id}`, { roles: ['admin'], brands: ['星河'] }).expect(200);
    await accept(made.token).problem(410, 'user/invitation-over');
    await admin.patch(`/users/${inviter.id}`, { brands: null }).expect(200);
    await accept(made.token).expect(204);
  });

  it('gives nobody more brands than the inviter sees, and is refused to who does not administer people', async () => {
    const limited = await app.as.someone(['admin'], ['星河', '云帆']);
    for (const brands of [null, ['远山'], ['星河', '远山']])
      expect(
        await limited.post('/invitations', { email: address(), roles: ['agent'], brands }).problem(403, 'auth/forbidden'),
      ).toMatchObject({
        issues: [{ path: 'brands' }],
      });
    const made = await invite({ brands: ['云帆'] }, limited);
    await limited.delete(`/invitations/${made.id}`).expect(204);
    const wide = await invite();
    await limited.delete(`/invitations/${wide.id}`).problem(403, 'auth/forbidden');
    await limited.post('/invitations', { email: wide.email, roles: ['agent'], brands: ['云帆'] }).problem(403, 'auth/forbidden');
    const agent = await app.as.agent();
    await agent.get('/invitations').problem(403, 'auth/forbidden');
    await agent.post('/invitations', { email: address(), roles: ['agent'] }).problem(403, 'auth/forbidden');
  });

  it('is refused with every fault named', async () => {
    const problem = await admin.post('/invitations', { email: 'x', roles: ['boss'], days: 31, more: 1 }).problem(422, 'request/invalid');
    expect(problem.issues?.map(({ path }) => path).sort()).toEqual(['days', 'email', 'more', 'roles.0']);
  });
});

describe('the first steps', () => {
  const read = (who: Staff) => who.get('/first-steps').expect<FirstSteps>(200);
  const state = (steps: FirstSteps, step: string): string | undefined => steps.steps.find((one) => one.step === step)?.state;

  it('are read from what is there, and put away by each person alone', async () => {
    const before = await read(admin);
    expect([state(before, 'people'), state(before, 'two-factor'), state(before, 'wall')]).toEqual(['done', 'open', 'open']);
    await admin.post('/wall-links', { name: '三楼' }).expect(201);
    await admin.post('/api-keys', { name: '呼叫中心', scopes: ['complaint:create'] }).expect(201);
    const after = await read(admin);
    expect([state(after, 'wall'), state(after, 'channel'), after.dismissedAt]).toEqual(['done', 'done', null]);
    const other = await app.as.someone(['admin']);
    expect((await admin.put('/first-steps/dismissal', { dismissed: true }).expect<FirstSteps>(200)).dismissedAt).not.toBeNull();
    expect([(await read(admin)).dismissedAt === null, (await read(other)).dismissedAt]).toEqual([false, null]);
    expect((await admin.put('/first-steps/dismissal', { dismissed: false }).expect<FirstSteps>(200)).dismissedAt).toBeNull();
    await (await app.as.commander()).get('/first-steps').problem(403, 'auth/forbidden');
  });
});
