import { describe, expect, it } from '@jest/globals';
import type { LiveEvent } from '@tocsin/shared/live';
import { alarmOf } from './alarm.rules.js';

const NOW = Date.parse('2026-11-22T06:00:00.000Z');
const event = (type: string, payload: object = {}, at = '2026-11-22T05:59:50.000Z'): LiveEvent => ({ type, at, payload }) as LiveEvent;

describe('what sounds', () => {
  it('is a new incident and a rise, not a fall and not a note', () => {
    expect(alarmOf(event('incident.detected'), NOW)).toBe('incident');
    expect(alarmOf(event('incident.severity-changed', { from: 'S3', to: 'S1' }), NOW)).toBe('rise');
    expect(alarmOf(event('incident.severity-changed', { from: 'S1', to: 'S3' }), NOW)).toBeNull();
    expect(alarmOf(event('note.added'), NOW)).toBeNull();
  });

  it('is not what happened while nobody was connected', () => {
    expect(alarmOf(event('incident.detected', {}, '2026-11-22T05:58:00.000Z'), NOW)).toBeNull();
  });
});
