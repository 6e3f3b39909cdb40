import type { Random } from './random.js';

/** What stands for `{name}` in a sentence: words, a choice of sentences with slots of their own, or something worked out. */
export type Slots = Record<string, string | readonly string[] | (() => string)>;

type Part = string | { slot: string } | { choice: readonly Part[][] };

const parsed = new Map<string, Part[]>();

/** `{a|b|c}` is one of three, `{days}` a slot; a choice may hold slots and choices. */
function parse(template: string): Part[] {
  const known = parsed.get(template);
  if (known) return known;
  const parts: Part[] = [];
  for (let at = 0; at < template.length;) {
    const open = template.indexOf('{', at);
    if (open !== at) parts.push(template.slice(at, open < 0 ? undefined : open));
    if (open < 0) break;
    const close = closing(template, open);
    parts.push(braced(template.slice(open + 1, close)));
    at = close + 1;
  }
  parsed.set(template, parts);
  return parts;
}

function closing(template: string, open: number): number {
  for (let i = open, depth = 0; i < template.length; i++) {
    if (template[i] === '{') depth++;
    else if (template[i] === '}' && --depth === 0) return i;
  }
  throw new Error(`a brace is never closed: ${template}`);
}

function braced(inner: string): Part {
  const options: string[] = [''];
  let depth = 0;
  for (const character of inner) {
    if (character === '|' && depth === 0) options.push('');
    else options[options.length - 1] += character;
    depth += character === '{' ? 1 : character === '}' ? -1 : 0;
  }
  return options.length === 1 ? { slot: inner } : { choice: options.map(parse) };
}

export const fill = (template: string, slots: Slots, rnd: Random): string => say(parse(template), slots, rnd);

function say(parts: readonly Part[], slots: Slots, rnd: Random): string {
  let out = '';
  for (const part of parts) {
    if (typeof part === 'string') out += part;
    else out += 'slot' in part ? slotText(part.slot, slots, rnd) : say(rnd.pick(part.choice), slots, rnd);
  }
  return out;
}

function slotText(name: string, slots: Slots, rnd: Random): string {
  const value = slots[name];
  if (value === undefined) throw new Error(`no slot {${name}}`);
  if (typeof value === 'function') return value();
  return fill(typeof value === 'string' ? value : rnd.pick(value), slots, rnd);
}
