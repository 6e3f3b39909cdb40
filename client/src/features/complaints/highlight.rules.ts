import type { Findings } from '@tocsin/shared/complaints';

export const MARK_KINDS = ['flag', 'escalation', 'emotion', 'demand', 'place', 'fact'] as const;
export type MarkKind = (typeof MARK_KINDS)[number];

export interface Mark {
  kind: MarkKind;
  /** The literal that the finding names: a demand, a flag, a kind of fact. */
  code: string;
  start: number;
  end: number;
}

export interface Piece {
  text: string;
  marks: readonly Mark[];
}

interface Where {
  field: string;
  start: number;
  end: number;
}
const inText = (kind: MarkKind, code: string, spans: readonly Where[]): Mark[] =>
  spans.filter(({ field }) => field === 'text').map(({ start, end }) => ({ kind, code, start, end }));

/** The words of the complaint that each finding rests on. */
export function marksOf(findings: Findings): Mark[] {
  return [
    ...findings.flags.flatMap(({ flag, basis }) => inText('flag', flag, basis)),
    ...findings.escalation.flatMap(({ signal, basis }) => inText('escalation', signal, basis)),
    ...inText('emotion', findings.emotion.stage, findings.emotion.basis),
    ...findings.demands.flatMap(({ demand, basis }) => inText('demand', demand, basis)),
    ...(findings.place?.basis ? inText('place', findings.place.name, [findings.place.basis]) : []),
    ...findings.facts.flatMap(({ kind, span }) => inText('fact', kind, [span])),
  ];
}

/** Cuts the text at every edge of a mark, so that findings may overlap and not a character is altered. */
export function piecesOf(text: string, marks: readonly Mark[]): Piece[] {
  const valid = marks.filter(({ start, end }) => start >= 0 && start < end && end <= text.length);
  const edges = [...new Set([0, text.length, ...valid.flatMap(({ start, end }) => [start, end])])].sort((a, b) => a - b);
  return edges.slice(1).map((end, i) => {
    const start = edges[i] as number;
    return { text: text.slice(start, end), marks: valid.filter((mark) => mark.start <= start && mark.end >= end) };
  });
}

/** One colour a piece: the gravest kind wins. */
export const kindOf = (marks: readonly Mark[]): MarkKind | null =>
  MARK_KINDS.find((kind) => marks.some((mark) => mark.kind === kind)) ?? null;
