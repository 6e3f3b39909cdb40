import { maskCode } from '@tocsin/shared/complaints';
import {
  Engine,
  type Decision,
  type EngineSettings,
  type Explanation,
  type ObjectRef,
  type Prepared,
  type Proposal,
  type Revision,
  type Theme,
} from '../engine/index.js';
import type { ComplaintId } from '@tocsin/shared/kernel';
import type { GroupFace } from '../groups/groups.repository.js';
import type { GroupNames } from '../groups/group-names.js';
import { isOpenWord } from '../groups/title-words.js';
import { titleOf, WORDS_KEPT } from '../groups/title.rules.js';
import type { Binding } from './binding.repository.js';

/** What people (and the incidents they name) tell the engine, in the words of the engine. Written to the journal, played again at a restart. */
export type EngineCall =
  | { call: 'merge'; from: string; into: string }
  | { call: 'split'; ids: readonly string[]; from: string }
  | { call: 'carry'; ids: readonly string[]; into: string }
  | { call: 'lock'; group: string; locked: boolean }
  | { call: 'name'; group: string; named: boolean }
  /** The decision that held them was taken back, and no other one holds them. */
  | { call: 'release'; ids: readonly string[] }
  | { call: 'apart'; a: string; b: string }
  | { call: 'whole'; group: string; ids: readonly string[] }
  | { call: 'object'; id: string; object: ObjectRef }
  | { call: 'objects'; of: readonly { id: string; objects: readonly ObjectRef[] }[] }
  /** One that was set aside can be read now; `into` is where a person put it meanwhile. Its words come from the row. */
  | { call: 'arrive'; id: ComplaintId; into: string | null }
  /** From here on complaints are read with this version. */
  | { call: 'dictionary'; version: number };

export interface EngineEffect {
  /** Complaints that the engine moved, which may be more than was asked: re-posts follow their original. */
  moved: string[];
  /** The engine's name of the group they stand in now, when the engine still holds any of them. */
  into: string | null;
}

/** The engine with the few questions the consumer asks of it. A group that left its memory is no error: the rows still hold it. */
export class EngineDesk {
  /** The version of the object dictionary that complaints are read with. */
  dictionary = 0;
  /** What the engine remembers of some complaints no longer holds, and only reading them again from the rows mends it. */
  outdated = false;

  constructor(private readonly engine: Engine = new Engine()) {}

  static restore(bytes: Uint8Array, settings?: EngineSettings): EngineDesk {
    return new EngineDesk(Engine.restore(bytes, settings));
  }

  get version(): string {
    return this.engine.version;
  }

  snapshot(): Uint8Array {
    return this.engine.snapshot();
  }

  push(prepared: Prepared): Decision {
    return this.engine.push(prepared);
  }

  adopt(prepared: Prepared, group: string): void {
    this.engine.adopt(prepared, group);
  }

  groupOf(id: string): string | undefined {
    return this.engine.groupOf(id);
  }

  /** Whether the engine has this very group, not one it was merged into. */
  holds(group: string): boolean {
    return this.engine.resolve(group) === group;
  }

  face(group: string, excerpt: string): GroupFace {
    const info = this.holds(group) ? this.engine.group(group) : undefined;
    const terms = (info?.terms ?? [])
      .filter(({ word }) => isOpenWord(word))
      .map(({ word, weight }) => ({ term: word, weight: Math.round(weight * 1_000) / 1_000 }));
    const object = info?.object === undefined ? null : maskCode(info.object.name);
    // Where most of them live is not what they complain about.
    const named = info?.object?.kind === 'place' ? null : object;
    return {
      title: titleOf(named, terms, excerpt),
      object,
      named,
      terms,
      words: terms.slice(0, WORDS_KEPT).map(({ term }) => term),
      campaign: info?.campaign !== undefined,
      algorithm: this.version,
    };
  }

  apply(what: EngineCall): EngineEffect {
    switch (what.call) {
      case 'merge':
        return this.holds(what.from) && this.engine.resolve(what.into) !== undefined
          ? effectOf(this.engine.mergeGroups(what.from, what.into))
          : NOTHING;
      case 'split':
        return this.split(what.ids, what.from);
      case 'carry':
        return this.engine.resolve(what.into) === undefined
          ? NOTHING
          : effectOf(what.ids.flatMap((id) => this.engine.moveDoc(id, what.into)));
      case 'lock':
        if (this.holds(what.group)) this.engine.lock(what.group, what.locked);
        return NOTHING;
      case 'name':
        if (this.holds(what.group)) this.engine.nameGroup(what.group, what.named);
        return NOTHING;
      case 'release':
        this.engine.release(what.ids);
        return NOTHING;
      case 'apart':
        if (this.holds(what.a) && this.holds(what.b)) this.engine.refuseMerge(what.a, what.b);
        return NOTHING;
      case 'whole':
        if (this.holds(what.group)) this.engine.refuseSplit(what.group, what.ids);
        return NOTHING;
      case 'object':
        return effectOf(this.engine.correctObject(what.id, what.object));
      case 'objects':
        for (const { id, objects } of what.of) this.engine.readAnew(id, objects);
        return NOTHING;
      case 'arrive':
        throw new RangeError('an arrival needs its words');
      case 'dictionary':
        this.dictionary = Math.max(this.dictionary, what.version);
        return NOTHING;
      default:
        // From a journal that a newer version wrote: leaving it out would let the engine and the rows drift apart unseen.
        throw unknown(what);
    }
  }

  /** For an engine rebuilt from rows: what people decided, without moving anybody. */
  bind(binding: Binding, names: GroupNames): void {
    switch (binding.kind) {
      case 'locked':
        this.apply({ call: 'lock', group: names.engines(binding.group), locked: true });
        return;
      case 'named':
        this.apply({ call: 'name', group: names.engines(binding.group), named: true });
        return;
      case 'apart': {
        const [a, b] = [names.engines(binding.a), names.engines(binding.b)];
        if (this.holds(a) && this.holds(b)) this.engine.refuseMerge(a, b);
        return;
      }
      case 'whole':
        this.apply({ call: 'whole', group: names.engines(binding.group), ids: binding.docs });
        return;
      case 'together':
        if (this.engine.groupOf(binding.a) === this.engine.groupOf(binding.b)) this.engine.mustLink(binding.a, binding.b);
    }
  }

  proposals(): Proposal[] {
    return this.engine.proposals();
  }

  themes(): Theme[] {
    return this.engine.themes();
  }

  explainAgainst(id: string, group: string): Explanation | undefined {
    return this.engine.explainAgainst(id, group);
  }

  private split(ids: readonly string[], from: string): EngineEffect {
    const live = ids.filter((id) => this.engine.groupOf(id) === from);
    return live.length === 0 ? NOTHING : effectOf(this.engine.splitGroup(live));
  }
}

const unknown = (what: never): RangeError => new RangeError(`the engine knows no call '${String((what as { call?: unknown }).call)}'`);

const NOTHING: EngineEffect = { moved: [], into: null };

const effectOf = (revisions: readonly Revision[]): EngineEffect => ({
  moved: revisions.flatMap(({ docs }) => docs),
  into: revisions.at(-1)?.into ?? null,
});
