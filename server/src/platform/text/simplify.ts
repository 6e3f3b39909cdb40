import { Converter } from 'opencc-js/t2cn';

const fromTaiwan = Converter({ from: 'tw', to: 'cn' });
const fromHongKong = Converter({ from: 'hk', to: 'cn' });

const FIRST = 0x3400;
const LAST = 0x9fff;
/** Everyday characters of simplified text that the converters have an opinion on; they prove nothing about the script. */
const IN_BOTH = '么着';
let changing: Uint8Array | undefined;

function changingCharacters(): Uint8Array {
  if (changing) return changing;
  const flags = new Uint8Array(LAST - FIRST + 1);
  for (let code = FIRST; code <= LAST; code++) {
    const character = String.fromCharCode(code);
    if (IN_BOTH.includes(character)) continue;
    if (fromTaiwan(character) !== character || fromHongKong(character) !== character) flags[code - FIRST] = 1;
  }
  return (changing = flags);
}

/** The converter walks a trie for every character, so text that holds none to convert skips it. */
export function toSimplified(text: string): string {
  const flags = changingCharacters();
  for (let i = 0; i < text.length; i++) {
    const at = text.charCodeAt(i) - FIRST;
    if (at >= 0 && flags[at] === 1) return fromHongKong(fromTaiwan(text));
  }
  return text;
}
