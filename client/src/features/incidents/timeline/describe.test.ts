import { describe as suite, expect, it } from '@jest/globals';
import { LiveEvent } from '@tocsin/shared/live';
import { newId } from '@tocsin/shared/kernel';
import { describe, isKeyMoment, occurredAt, UNNAMED } from './describe.js';

const note = LiveEvent.parse({
  stream: `incident:${newId()}`,
  seq: 3,
  at: '2026-11-22T06:30:00.000Z',
  actor: null,
  actorName: null,
  type: 'note.added',
  payload: { note: { id: newId(), text: '电话通知仓库停止分拣', occurredAt: '2026-11-22T06:10:00.000Z', key: false } },
});

suite('a line of the timeline', () => {
  it('tells when a noted thing happened apart from when it was written down', () => {
    expect(occurredAt(note)).toBe('2026-11-22T06:10:00.000Z');
    expect(note.at).toBe('2026-11-22T06:30:00.000Z');
  });

  it('puts notes into their own lane, not among the key moments unless marked', () => {
    expect(describe(note)).toMatchObject({ lane: 'note', change: null, reason: null });
    expect(isKeyMoment(note)).toBe(false);
  });

  it('gives an undoing its own reason, never that of what was undone', () => {
    const told = (type: string, reason?: string | null): LiveEvent =>
      ({ type, payload: { move: { reason: '另一件事' }, from: { title: '甲' }, into: { title: '乙' }, reason } }) as unknown as LiveEvent;
    expect(describe(told('group.move-undone', '看错了')).reason).toBe('看错了');
    expect(describe(told('group.move-undone', null)).reason).toBeNull();
    expect(describe(told('group.move-undone')).reason).toBeNull();
  });

  it('names groups as they were called then, masked, and never by a number', () => {
    const moved = (from: object, into: object | null): LiveEvent =>
      ({ type: 'group.moved', payload: { move: { complaints: 2, reason: 'similar' }, from, into } }) as unknown as LiveEvent;
    const group = (title: string, terms: string[] = []): object => ({ id: newId(), title, terms });
    expect(describe(moved(group('华东仓 · 13812345678'), group('—', ['羽绒服']))).values).toMatchObject({
      from: expect.not.stringContaining('13812345678'),
      into: '羽绒服',
    });
    expect(describe(moved(group('—'), null)).values).toEqual({ n: 2, from: UNNAMED, into: '—' });
  });
});
