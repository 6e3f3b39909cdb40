/** Sent with what a page asks by itself: the server then answers without taking it for use of the sign-in. */
export const UNATTENDED = 'x-tocsin-unattended';
/** So long after the last touch of pointer or keys somebody is taken to sit at the page, in ms. */
export const THERE_MS = 60_000;
/** At most so often the server is told of somebody who works without asking it anything, in ms. It counts use by the minute. */
const BEAT_MS = 45_000;
const LOOK_MS = 15_000;
const INPUTS = ['pointerdown', 'pointermove', 'wheel', 'touchstart', 'keydown', 'input'] as const;

/** Whether somebody sits at this page, and whether the server has heard of it. Times in ms of one clock. */
export class Presence {
  private lastInput: number;
  private lastTold: number;

  /** Whoever has just opened the page is there. */
  constructor(now: number) {
    this.lastInput = now;
    this.lastTold = now;
  }

  input(now: number): void {
    this.lastInput = now;
  }

  isThere(now: number): boolean {
    return now - this.lastInput < THERE_MS;
  }

  /** Before each request: false marks it as none of a person's. */
  asks(now: number): boolean {
    const there = this.isThere(now);
    if (there) this.lastTold = now;
    return there;
  }

  /** Somebody has worked since the server last heard of them, and is still there. */
  isBeatDue(now: number): boolean {
    return this.lastInput > this.lastTold && now - this.lastTold >= BEAT_MS && this.isThere(now);
  }
}

export const presence = new Presence(Date.now());

/** What a script does is none of a person's, and a page that moves under a resting pointer moves no pointer. */
const isByHand = (event: Event): boolean =>
  event.isTrusted && !(event.type === 'pointermove' && (event as PointerEvent).movementX === 0 && (event as PointerEvent).movementY === 0);

/** Watches this page for somebody at work; `beat` asks the server anything. Answers how to stop. */
export function watchPresence(beat: () => void): () => void {
  const note = (event: Event): void => {
    if (isByHand(event)) presence.input(Date.now());
  };
  const timer = setInterval(() => {
    if (presence.isBeatDue(Date.now())) beat();
  }, LOOK_MS);
  for (const name of INPUTS) addEventListener(name, note, { capture: true, passive: true });
  return () => {
    clearInterval(timer);
    for (const name of INPUTS) removeEventListener(name, note, { capture: true });
  };
}
