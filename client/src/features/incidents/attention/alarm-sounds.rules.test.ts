import { describe, expect, it } from '@jest/globals';
import { parseLog, soundsDue, type SoundLog } from './alarm-sounds.rules.js';

const alarm = (level: 'S1' | 'S3', id = 'a') => ({ id, at: '2026-11-22T06:00:00.000Z', level }) as Parameters<typeof soundsDue>[0][number];
const MINUTE = 60_000;

/** How often it sounds in so many minutes when asked every ten seconds. */
function heard(level: 'S1' | 'S3', minutes: number): number {
  let log: SoundLog = {};
  let times = 0;
  for (let now = 0; now <= minutes * MINUTE; now += 10_000) {
    const next = soundsDue([alarm(level)], log, now);
    if (next.due) times++;
    log = next.log;
  }
  return times;
}

describe('the sound of alarms', () => {
  it('comes once, and for the first severity five times more', () => {
    expect([heard('S3', 60), heard('S1', 60)]).toEqual([1, 6]);
    expect([heard('S1', 0), heard('S1', 1), heard('S1', 2)]).toEqual([1, 2, 3]);
  });

  it('comes anew for an alarm raised since', () => {
    const { log } = soundsDue([alarm('S3')], {}, 0);
    expect(soundsDue([alarm('S3')], log, MINUTE).due).toBe(false);
    expect(soundsDue([{ ...alarm('S3'), at: '2026-11-22T07:00:00.000Z' }], log, MINUTE).due).toBe(true);
    expect(soundsDue([], log, MINUTE).due).toBe(false);
  });

  it('survives a log that somebody wrote over', () => {
    for (const raw of [null, '', 'null', '[]', '{"a":1}', '{"a":{"times":"x","last":0}}']) expect(parseLog(raw)).toEqual({});
    expect(parseLog('{"a":{"times":2,"last":5}}')).toEqual({ a: { times: 2, last: 5 } });
  });
});
