import type { Random } from './random.js';

/** What stands for `{name}` in a sentence: a choice, or something worked out. */
export type Slots = Record<string, string | (() => string)>;

const parsed = new Map<string, string[]>();

/** `{a|b|c}` is one of three; `{days}` is a slot. Odd parts lie between braces. */
function parts(template: string): string[] {
  const known = parsed.get(template);
  if (known) return known;
  const split = template.split(/[{}]/);
  parsed.set(template, split);
  return split;
}

export function fill(template: string, slots: Slots, rnd: Random): string {
  const split = parts(template);
  if (split.length === 1) return template;
  let out = '';
  for (let i = 0; i < split.length; i++) {
    const part = split[i] as string;
    if (i % 2 === 0) out += part;
    else if (part.includes('|')) out += rnd.pick(part.split('|'));
    else {
      const slot = slots[part];
      if (slot === undefined) throw new Error(`no slot {${part}} for: ${template}`);
      out += typeof slot === 'string' ? slot : slot();
    }
  }
  return out;
}
