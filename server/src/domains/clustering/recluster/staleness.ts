import { Injectable } from '@nestjs/common';
import type { ReclusterStale } from '@tocsin/shared/clustering';
import type { Tx } from '../../../platform/database/db.js';
import { DictionaryRepository } from '../dictionary/dictionary.repository.js';
import { ENGINE_VERSION } from '../engine/index.js';
import { PreviewRepository } from './preview.repository.js';
import type { RunRow } from './runs.repository.js';

/** Whether a preview still says what accepting it would do. */
@Injectable()
export class Staleness {
  constructor(
    private readonly dictionary: DictionaryRepository,
    private readonly preview: PreviewRepository,
  ) {}

  async of(run: RunRow, tx?: Tx): Promise<ReclusterStale | null> {
    if (run.algorithm !== ENGINE_VERSION) return 'engine';
    const { version, inForce } = await this.dictionary.versions();
    if (run.dictionary !== version || run.dictionary !== inForce) return 'dictionary';
    return this.preview.changedSince(run, tx);
  }
}
