import { Injectable } from '@nestjs/common';
import type { EffectOf, EffectQuery, MoveEffect } from '@tocsin/shared/clustering';
import type { GroupId } from '@tocsin/shared/kernel';
import type { z } from 'zod';
import { notFound } from '../../../platform/problems/index.js';
import { GroupPort } from '../ports.js';
import { EffectsRepository } from './effects.repository.js';
import { GroupReader } from './group-reader.repository.js';
import type { GroupRow } from './groups.repository.js';

interface Leaving {
  complaints: number;
  complainants: number;
}

/** What a regrouping would do, worked out without doing it. */
@Injectable()
export class EffectsService {
  constructor(
    private readonly reader: GroupReader,
    private readonly effects: EffectsRepository,
    private readonly port: GroupPort,
  ) {}

  /** A merge when no number is given. The number of people among so many unnamed complaints is an estimate by their share. */
  async ofCount(id: GroupId, { into, count }: z.infer<typeof EffectQuery>): Promise<MoveEffect> {
    const from = await this.known(id);
    const complaints = Math.min(count ?? from.posts, from.posts);
    const share = from.posts > 0 ? complaints / from.posts : 0;
    return this.effect(from, into, { complaints, complainants: Math.round(from.complainants * share) });
  }

  async ofMembers(id: GroupId, { complaintIds, into }: z.infer<typeof EffectOf>): Promise<MoveEffect> {
    const from = await this.known(id);
    return this.effect(from, into, await this.effects.leaving(id, complaintIds));
  }

  private async effect(from: GroupRow, intoId: GroupId | undefined, { complaints, complainants }: Leaving): Promise<MoveEffect> {
    const into = intoId === undefined ? null : await this.known(intoId);
    const incidents = [...new Set([from.incident_id, into?.incident_id ?? null])].flatMap((id) => id ?? []);
    return {
      complaints,
      complainants,
      fromAfter: from.posts - complaints,
      intoAfter: (into?.posts ?? 0) + complaints,
      incidentFrom: from.incident_id,
      incidentInto: into?.incident_id ?? null,
      watchers: (await this.port.get()?.watchers(incidents)) ?? 0,
    };
  }

  private async known(id: GroupId): Promise<GroupRow> {
    const row = await this.reader.one(id);
    if (!row) throw notFound();
    return row;
  }
}
