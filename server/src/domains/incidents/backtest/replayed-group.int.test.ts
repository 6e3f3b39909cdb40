import { afterAll, beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { newId, type ComplaintId, type GroupId } from '@tocsin/shared/kernel';
import { testApp, type TestApp } from '../../../../test/app.js';
import { caseRow } from '../../../../test/cases.js';
import { MembersRepository } from '../../clustering/index.js';
import { Cases, type NewCase } from '../../complaints/index.js';
import { DetectionRepository } from '../detection.repository.js';
import { ReplayedGroup } from './replayed-group.js';
import { ReplayRepository } from './replay.repository.js';

let app: TestApp;
let seq = 0;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

const MINUTE = 60_000;
const EPOCH = Date.parse('2026-03-01T00:00:00.000Z');
const keyOf = (person: number): string => `${person.toString(16).padStart(2, '0')}`.repeat(32);
const told = fc.record({
  at: fc.integer({ min: 0, max: 240 }),
  // Whole minutes fall on the edges of windows; seconds fall between them.
  seconds: fc.constantFrom(0, 0, 1, 59),
  person: fc.option(fc.integer({ min: 1, max: 6 })),
  copy: fc.boolean(),
  past: fc.boolean(),
  critical: fc.boolean(),
});

/** Lets complaints into a group as the consumer does, one at a time; answers the live windows after each. */
async function lived(groupId: GroupId, rows: readonly NewCase[], windowMinutes: number): Promise<unknown[]> {
  const [cases, members, detection] = [app.get(Cases), app.get(MembersRepository), app.get(DetectionRepository)];
  return app.db.transaction(async (tx) => {
    await tx.query(
      `INSERT INTO complaint_group (id, engine_id, title, first_at, last_at, algorithm) VALUES ($1::uuid, $1::text, '', to_timestamp(0), to_timestamp(0), 't')`,
      [groupId],
    );
    const answers: unknown[] = [];
    for (const row of rows) {
      await cases.insertBatch(tx, [row]);
      await members.countNew(tx, row.seq - 1, row.seq);
      await tx.query(`UPDATE complaint_group SET posts = posts + 1, last_at = greatest(last_at, $2) WHERE id = $1`, [
        groupId,
        row.countedAt ?? row.receivedAt,
      ]);
      answers.push((await detection.windows(tx, [groupId], windowMinutes)).get(groupId));
    }
    return answers;
  });
}

it('counts in memory what the live detector counts by SQL, in whatever order complaints come', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(told, { minLength: 1, maxLength: 14 }), fc.constantFrom(1, 10, 60, 600), async (stories, windowMinutes) => {
      const groupId = newId<GroupId>();
      const rows = stories.map(({ at, seconds, person, copy, past, critical }) => {
        const receivedAt = new Date(EPOCH + at * MINUTE + seconds * 1_000);
        return caseRow({
          ...{ complaintId: newId<ComplaintId>(), seq: ++seq, groupId, receivedAt, critical },
          countedAt: past ? new Date(receivedAt.getTime() - 90 * MINUTE) : null,
          complainantKey: person === null ? null : keyOf(person),
          nearDuplicateOf: copy ? newId<ComplaintId>() : null,
        });
      });
      const live = await lived(groupId, rows, windowMinutes);
      const arrivals = await app.db.transaction((tx) => app.get(ReplayRepository).members(tx, [groupId], 0, seq));
      const group = new ReplayedGroup(groupId, []);
      const replayed = arrivals.map((arrival) => {
        group.add(arrival);
        return group.window(windowMinutes);
      });
      expect(replayed).toEqual(live);
      const [kept] = await app.db.query(
        `SELECT (SELECT sum(posts)::integer FROM group_minute WHERE group_id = $1) AS posts,
           (SELECT sum(complaints)::integer FROM group_minute WHERE group_id = $1) AS complaints,
           (SELECT count(*)::integer FROM group_person WHERE group_id = $1) AS complainants`,
        [groupId],
      );
      expect({ posts: group.posts, complaints: group.complaints, complainants: group.complainants }).toEqual(kept);
      const counted = stories.filter(({ copy, person, past }) => !past && !(copy && person === null));
      expect(group.critical).toBe(counted.filter(({ critical }) => critical).length);
    }),
    { numRuns: 40 },
  );
});
