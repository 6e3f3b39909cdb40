import { Injectable } from '@nestjs/common';
import type { IntakeRecord } from '../../complaints/index.js';
import { DictionaryRepository } from './dictionary.repository.js';
import { NO_DICTIONARY, packDictionary, type ReadingDictionary } from './reading-dictionary.js';

export interface VersionChange {
  afterSeq: number;
  version: number;
}
export interface Run {
  version: number;
  records: IntakeRecord[];
}

/** Versions of the dictionary for reading. The newest asked for is kept; older ones come up in a replay alone. */
@Injectable()
export class Dictionaries {
  private held: ReadingDictionary = NO_DICTIONARY;

  constructor(private readonly repository: DictionaryRepository) {}

  async at(version: number): Promise<ReadingDictionary> {
    if (version === 0) return NO_DICTIONARY;
    if (this.held.version !== version) this.held = packDictionary(version, await this.repository.at(version));
    return this.held;
  }
}

/** Parts records where the dictionary changed between them, so that each is read as it was read when it came. */
export function runsOf(records: readonly IntakeRecord[], start: number, changes: readonly VersionChange[]): Run[] {
  const runs: Run[] = [];
  for (const record of records) {
    const version = changes.reduce((at, change) => (change.afterSeq < record.seq ? Math.max(at, change.version) : at), start);
    const last = runs.at(-1);
    if (last?.version === version) last.records.push(record);
    else runs.push({ version, records: [record] });
  }
  return runs;
}
