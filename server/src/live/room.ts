import type { StreamId } from '@tocsin/shared/live';
import type { Frame } from './frames.js';

/** Frames of one room leave together, at most this often; the first after a quiet time leaves at once. */
export const COALESCE_MS = 50;

/** Where bytes for one listener go in. */
export interface Outlet {
  send: (bytes: Buffer) => void;
  /** Whether it still chews on what it was sent before. */
  readonly behind: boolean;
}

export interface Member {
  /** What it has already been told by the answer to `watch`. */
  from: number;
  /** Frames that came in while that answer is being read; null once it is out. */
  held: Frame[] | null;
  owesPulse: boolean;
}

export interface RoomTells {
  /** `frames` went to `listeners`. */
  onSent: (frames: readonly Frame[], listeners: number) => void;
}

/** The listeners of one stream on this node. Knows no database and no socket. */
export class Room<L extends Outlet = Outlet> {
  readonly members = new Map<L, Member>();
  /** Read from the log up to here; null until the first listener's answer says where the log stands. */
  position: number | null = null;
  /** Sent to the room up to here. */
  private flushed = 0;
  private pending: Frame[] = [];
  private timer: NodeJS.Timeout | null = null;

  constructor(
    readonly stream: StreamId,
    private readonly tells: RoomTells,
  ) {}

  /** First into the room, then read: what is both read and heard is told once, and nothing falls in between. */
  enter(listener: L): Member {
    const member: Member = { from: 0, held: [], owesPulse: false };
    this.members.set(listener, member);
    return member;
  }

  /** Called in the same turn in which the answer to `watch` was sent, so what follows it on the wire continues it. */
  admit(listener: L, member: Member, lastSeq: number): void {
    if (this.members.get(listener) !== member) return;
    const late = member.held?.filter(({ seq }) => seq > lastSeq) ?? [];
    member.held = null;
    member.from = Math.max(lastSeq, late.at(-1)?.seq ?? 0);
    // Only where nobody read before: elsewhere the others still wait for what lies between.
    this.position ??= lastSeq;
    if (late.length > 0) this.write([listener], late);
  }

  leave(listener: L): void {
    this.members.delete(listener);
  }

  /** How far a listener has been told. */
  toldTo(listener: L): number {
    return Math.max(this.members.get(listener)?.from ?? 0, this.flushed);
  }

  push(frames: readonly Frame[]): void {
    const last = frames.at(-1);
    if (!last) return;
    this.position = Math.max(this.position ?? 0, last.seq);
    this.pending.push(...frames);
    if (this.timer) return;
    this.flush();
    this.arm();
  }

  /** To each what is meant for them, if they have nothing unread: of such messages only the newest matters. */
  sendNewest(bytesFor: (listener: L) => Buffer | undefined): void {
    for (const [listener, member] of this.members) {
      const bytes = bytesFor(listener);
      member.owesPulse = listener.behind || bytes === undefined;
      if (bytes !== undefined && !listener.behind) listener.send(bytes);
    }
  }

  get owesPulse(): boolean {
    for (const { owesPulse } of this.members.values()) if (owesPulse) return true;
    return false;
  }

  close(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    this.pending = [];
    this.members.clear();
  }

  private arm(): void {
    this.timer = setTimeout(() => {
      this.timer = null;
      if (this.pending.length === 0) return;
      this.flush();
      this.arm();
    }, COALESCE_MS);
  }

  private flush(): void {
    const batch = this.pending;
    this.pending = [];
    const first = batch[0]?.seq ?? 0;
    const last = batch.at(-1)?.seq ?? 0;
    const whole: L[] = [];
    for (const [listener, member] of this.members) {
      if (member.held) member.held.push(...batch);
      else if (member.from < first) whole.push(listener);
      else if (member.from < last)
        this.write(
          [listener],
          batch.filter(({ seq }) => seq > member.from),
        );
    }
    this.write(whole, batch);
    this.flushed = Math.max(this.flushed, last);
  }

  private write(to: readonly L[], frames: readonly Frame[]): void {
    const only = frames[0];
    if (to.length === 0 || !only) return;
    const bytes = frames.length === 1 ? only.bytes : Buffer.concat(frames.map((frame) => frame.bytes));
    for (const listener of to) listener.send(bytes);
    this.tells.onSent(frames, to.length);
  }
}
