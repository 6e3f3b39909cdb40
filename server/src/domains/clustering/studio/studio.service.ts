import { Injectable } from '@nestjs/common';
import type { GroupSummary, Proposal, Proposals, Themes, WhyNot } from '@tocsin/shared/clustering';
import { seesBrand, type Principal } from '@tocsin/shared/identity';
import type { ComplaintId, GroupId } from '@tocsin/shared/kernel';
import { Clock } from '../../../platform/clock/clock.js';
import { notFound } from '../../../platform/problems/index.js';
import { Cases } from '../../complaints/index.js';
import { CommandsService } from '../commands/commands.service.js';
import type { ProposalSeen, ThemeSeen, WhyNotSeen } from '../commands/studio-hands.js';
import { resolved } from '../consumer/decision.rules.js';
import { ENGINE_VERSION } from '../engine/index.js';
import { GroupReader } from '../groups/group-reader.repository.js';
import type { GroupRow } from '../groups/groups.repository.js';
import { summaryOf } from '../groups/regrouper.js';
import { inOrder, round, termsOf, whyNotReasons } from './studio.rules.js';
import { StudioRepository } from './studio.repository.js';

const SHOWN = 30;
const NEAR = 3;
const DAY_HOURS = 24;

/** What only the engine knows, asked of it and put beside the rows. */
@Injectable()
export class StudioService {
  constructor(
    private readonly clock: Clock,
    private readonly commands: CommandsService,
    private readonly reader: GroupReader,
    private readonly studio: StudioRepository,
    private readonly cases: Cases,
  ) {}

  async proposals(me: Principal): Promise<Proposals> {
    const seen = await this.commands.run<ProposalSeen[]>(me, { kind: 'ask', question: { about: 'proposals' } });
    const rows = await this.rowsOf(seen.flatMap(({ groups }) => groups));
    const items: Proposal[] = [];
    for (const one of seen) {
      if (items.length === SHOWN) break;
      const item = await this.proposal(one, rows);
      if (item) items.push(item);
    }
    return { items, algorithm: ENGINE_VERSION };
  }

  async themes(me: Principal): Promise<Themes> {
    const seen = await this.commands.run<ThemeSeen[]>(me, { kind: 'ask', question: { about: 'themes' } });
    const rows = await this.rowsOf(seen.flatMap(({ groups }) => groups.map(({ groupId }) => groupId)));
    const items = seen.slice(0, SHOWN).map(async ({ id, terms, groups }) => {
      const members = groups.flatMap(({ groupId, object }) => {
        const row = rows.get(groupId);
        return row ? [{ group: summaryOf(row), object }] : [];
      });
      const ids = members.map(({ group }) => group.id);
      const [trend, complainants] = await Promise.all([this.studio.trend(ids, this.clock.now(), DAY_HOURS), this.studio.complainants(ids)]);
      const posts = members.reduce((sum, { group }) => sum + group.posts, 0);
      return { id, terms: termsOf(terms), posts, complainants, trend, groups: members.sort((a, b) => b.group.posts - a.group.posts) };
    });
    return { items: (await Promise.all(items)).filter(({ groups }) => groups.length > 1), algorithm: ENGINE_VERSION };
  }

  async whyNot(me: Principal, complaint: ComplaintId, group: GroupId): Promise<WhyNot> {
    const [found, other] = await Promise.all([this.reader.assignment(complaint), this.reader.one(group)]);
    if (!found || !other || !seesBrand(me, found.brand)) throw notFound();
    const seen = await this.commands.run<WhyNotSeen>(me, { kind: 'ask', question: { about: 'why-not', complaint, group } });
    const own = await this.reader.one(seen.ours);
    if (!own) throw notFound();
    return {
      complaintId: complaint,
      own: summaryOf(own),
      other: summaryOf(other),
      algorithm: seen.engineVersion,
      ownScores: seen.chosen ? round(seen.chosen) : null,
      otherScores: seen.against ? round(seen.against) : null,
      reasons: whyNotReasons(seen.hurdles),
      object: seen.object ? resolved(seen.object) : null,
      otherObject: seen.groupObject ? resolved(seen.groupObject) : null,
      shared: termsOf(seen.terms),
      missing: termsOf(seen.missing),
      nearest: await this.withWords((seen.against?.neighbours ?? []).map(({ id, similarity }) => ({ id: id as ComplaintId, similarity }))),
    };
  }

  private async proposal(seen: ProposalSeen, rows: ReadonlyMap<GroupId, GroupRow>): Promise<Proposal | null> {
    const groups = seen.groups.flatMap((id) => rows.get(id) ?? []);
    if (groups.length !== seen.groups.length || groups.some((row) => row.merged_into !== null || row.posts === 0)) return null;
    const [into, from] = seen.kind === 'merge' ? inOrder(groups) : [null, groups[0]];
    if (!from) return null;
    const leaving = seen.docs as ComplaintId[];
    const [nearFrom, nearInto] = await Promise.all([
      into ? this.typical(from.id) : this.withWords(leaving.slice(0, NEAR).map((id) => ({ id, similarity: 1 }))),
      into ? this.typical(into.id) : this.typical(from.id, leaving),
    ]);
    const locked = from.locked || into?.locked === true;
    const twoIncidents = from.incident_id !== null && into !== null && into.incident_id !== null && from.incident_id !== into.incident_id;
    return {
      key: seen.key,
      kind: seen.kind,
      why: seen.why,
      score: Math.round(seen.score * 1_000) / 1_000,
      threshold: Math.round(seen.threshold * 1_000) / 1_000,
      terms: termsOf(seen.terms),
      from: summaryOf(from),
      into: into ? summaryOf(into) : null,
      objects: { from: from.object, into: into?.object ?? null },
      complaintIds: leaving,
      near: { from: nearFrom, into: nearInto },
      blocked: locked ? 'locked' : twoIncidents ? 'two-incidents' : null,
    };
  }

  private async rowsOf(ids: readonly GroupId[]): Promise<Map<GroupId, GroupRow>> {
    return new Map((await this.studio.groups([...new Set(ids)])).map((row) => [row.id, row]));
  }

  private async typical(id: GroupSummary['id'], without: readonly ComplaintId[] = []): Promise<Proposal['near']['from']> {
    const near = await this.reader.typical(id, NEAR, without);
    return this.withWords(near.map(({ complaintId, score }) => ({ id: complaintId, similarity: score })));
  }

  private async withWords(near: readonly { id: ComplaintId; similarity: number }[]): Promise<Proposal['near']['from']> {
    const rows = new Map((await this.cases.rows(near.map(({ id }) => id))).map((row) => [row.id, row.excerpt]));
    return near.map(({ id, similarity }) => ({
      complaintId: id,
      score: Math.round(similarity * 1_000) / 1_000,
      excerpt: rows.get(id) ?? '',
    }));
  }
}
