/** Finds every one of thousands of phrases in one pass (Aho–Corasick), so the cost grows with the text and not with the lexicon. */
export interface Matcher {
  /** Calls back for each occurrence: number of the phrase, start and end. Longer phrases that end at the same place come first. */
  scan: (text: string, found: (phrase: number, start: number, end: number) => void) => void;
}

interface Node {
  next: Map<number, number>;
  fail: number;
  phrase: number;
  /** Nearest shorter phrase that ends here too. */
  shorter: number;
}

const node = (): Node => ({ next: new Map(), fail: 0, phrase: -1, shorter: 0 });

function buildTrie(phrases: readonly string[]): Node[] {
  const nodes = [node()];
  phrases.forEach((phrase, id) => {
    let at = 0;
    for (let i = 0; i < phrase.length; i++) {
      const { next } = nodes[at] as Node;
      const unit = phrase.charCodeAt(i);
      let to = next.get(unit);
      if (to === undefined) {
        to = nodes.push(node()) - 1;
        next.set(unit, to);
      }
      at = to;
    }
    (nodes[at] as Node).phrase = id;
  });
  return nodes;
}

function linkFailures(nodes: Node[]): void {
  const get = (i: number): Node => nodes[i] as Node;
  const queue = [...get(0).next.values()];
  // Breadth first: the queue grows while it is walked.
  for (const at of queue) {
    for (const [unit, to] of get(at).next) {
      let fail = get(at).fail;
      while (fail !== 0 && !get(fail).next.has(unit)) fail = get(fail).fail;
      const target = get(fail).next.get(unit);
      get(to).fail = target !== undefined && target !== to ? target : 0;
      queue.push(to);
    }
    const { fail } = get(at);
    get(at).shorter = get(fail).phrase >= 0 ? fail : get(fail).shorter;
  }
}

/** Open addressing over (state, character): one probe a character in the common case, and no objects to chase. */
class Transitions {
  private readonly keys: Float64Array;
  private readonly values: Int32Array;
  private readonly mask: number;

  constructor(nodes: readonly Node[]) {
    let slots = 1024;
    while (slots < nodes.length * 3) slots *= 2;
    this.mask = slots - 1;
    this.keys = new Float64Array(slots).fill(-1);
    this.values = new Int32Array(slots);
    nodes.forEach(({ next }, state) => {
      for (const [unit, to] of next) {
        let slot = this.slot(state, unit);
        while (this.keys[slot] !== -1) slot = (slot + 1) & this.mask;
        this.keys[slot] = state * 0x10000 + unit;
        this.values[slot] = to;
      }
    });
  }

  private slot(state: number, unit: number): number {
    const h = Math.imul(state, 0x9e3779b1) ^ Math.imul(unit, 0x85ebca6b);
    return (h ^ (h >>> 15)) & this.mask;
  }

  get(state: number, unit: number): number {
    const key = state * 0x10000 + unit;
    for (let slot = this.slot(state, unit); ; slot = (slot + 1) & this.mask) {
      const held = this.keys[slot];
      if (held === key) return this.values[slot] as number;
      if (held === -1) return 0;
    }
  }
}

export function buildMatcher(phrases: readonly string[]): Matcher {
  const nodes = buildTrie(phrases);
  linkFailures(nodes);
  const moves = new Transitions(nodes);
  const fail = Int32Array.from(nodes, (n) => n.fail);
  const phrase = Int32Array.from(nodes, (n) => n.phrase);
  const shorter = Int32Array.from(nodes, (n) => n.shorter);
  const begins = new Uint8Array(0x10000);
  for (const unit of (nodes[0] as Node).next.keys()) begins[unit] = 1;

  const scan: Matcher['scan'] = (text, found) => {
    let state = 0;
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      if (state === 0 && begins[unit] === 0) continue;
      let to = moves.get(state, unit);
      while (to === 0 && state !== 0) {
        state = fail[state] as number;
        to = moves.get(state, unit);
      }
      state = to;
      for (let at = state; at !== 0; at = shorter[at] as number) {
        const id = phrase[at] as number;
        if (id >= 0) found(id, i + 1 - (phrases[id] as string).length, i + 1);
      }
    }
  };
  return { scan };
}
