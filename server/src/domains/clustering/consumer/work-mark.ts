import { Injectable } from '@nestjs/common';
import { SET_ASIDE_STAGES, type SetAsideStage } from '@tocsin/shared/clustering';

/** What a thread may be busy with: a complaint at a stage, a person's command, or an old command that is played again after a restart. */
export type WorkKind = SetAsideStage | 'command' | 'journal';
export interface WorkItem {
  readonly kind: WorkKind;
  /** Of the complaint or the command; null for what is played again. */
  readonly id: string | null;
}

const KINDS: readonly WorkKind[] = [...SET_ASIDE_STAGES, 'command', 'journal'];
const BEAT_MS = 250;
/** Three words of the shared memory, of which the kind is 0 between two pieces of work; behind them the id, a byte a character. */
const [TURN, BEAT, KIND] = [0, 1, 2];
const WORDS_LENGTH = 3;
const ID_AT = 4 * WORDS_LENGTH;
const ID_LENGTH = 36;

/**
 * A note in shared memory of what a thread works on. A thread that hangs can say nothing any more, so the note is written before the work:
 * whoever watches from another thread reads there which complaint to blame. It costs a fraction of a microsecond a complaint.
 */
@Injectable()
export class WorkMark {
  private buffer = new SharedArrayBuffer(ID_AT + ID_LENGTH);
  private words = new Int32Array(this.buffer, 0, WORDS_LENGTH);
  private id = new Uint8Array(this.buffer, ID_AT);

  get memory(): SharedArrayBuffer {
    return this.buffer;
  }

  /** From now on in memory that another thread reads too, with a beat as long as this thread gets round to its timers. */
  share(memory: SharedArrayBuffer): void {
    this.buffer = memory;
    this.words = new Int32Array(memory, 0, WORDS_LENGTH);
    this.id = new Uint8Array(memory, ID_AT);
    setInterval(() => Atomics.add(this.words, BEAT, 1), BEAT_MS).unref();
  }

  /** For work that runs to its end without giving way. One piece at a time: they are not nested. */
  during<T>(kind: WorkKind, id: string | null, work: () => T): T {
    this.begin(kind, id);
    try {
      return work();
    } finally {
      Atomics.store(this.words, KIND, 0);
    }
  }

  /** For work that waits in between, for the database say; only what keeps the thread from beating is a hang. */
  async while<T>(kind: WorkKind, id: string, work: () => Promise<T>): Promise<T> {
    this.begin(kind, id);
    try {
      return await work();
    } finally {
      Atomics.store(this.words, KIND, 0);
    }
  }

  /** How many pieces of work were begun. */
  get turn(): number {
    return Atomics.load(this.words, TURN);
  }

  get beats(): number {
    return Atomics.load(this.words, BEAT);
  }

  /** Null between two pieces of work. */
  get item(): WorkItem | null {
    const kind = KINDS[Atomics.load(this.words, KIND) - 1];
    if (kind === undefined) return null;
    return { kind, id: this.id[0] === 0 ? null : String.fromCharCode(...this.id) };
  }

  private begin(kind: WorkKind, id: string | null): void {
    if (id === null) this.id[0] = 0;
    else for (let i = 0; i < ID_LENGTH; i++) this.id[i] = id.charCodeAt(i);
    Atomics.store(this.words, KIND, KINDS.indexOf(kind) + 1);
    Atomics.add(this.words, TURN, 1);
  }
}
