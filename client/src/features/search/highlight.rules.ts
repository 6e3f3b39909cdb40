export interface Run {
  text: string;
  hit: boolean;
}

const SPECIAL = /[.*+?^${}()|[\]\\]/g;

/** Where the words searched for stand in a text, whatever their case; the server may have found it by another form of the word. */
export function runsOf(text: string, q: string): Run[] {
  const words = [...new Set(q.trim().split(/\s+/).filter(Boolean))].sort((a, b) => b.length - a.length);
  if (words.length === 0) return [{ text, hit: false }];
  const pattern = new RegExp(`(${words.map((word) => word.replace(SPECIAL, String.raw`\$&`)).join('|')})`, 'giu');
  return text
    .split(pattern)
    .map((part, i) => ({ text: part, hit: i % 2 === 1 }))
    .filter((run) => run.text !== '');
}
