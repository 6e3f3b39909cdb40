import { useTranslation } from 'react-i18next';
import { Badge } from './badge.js';
import type { Tone } from './badge.js';
import './severity.css';

export type SeverityCode = 'S1' | 'S2' | 'S3' | 'S4';

export const NUMERAL = { S1: 'Ⅰ', S2: 'Ⅱ', S3: 'Ⅲ', S4: 'Ⅳ' } as const;
const BARS = { S1: 3, S2: 2, S3: 1, S4: 0 } as const;
export const severityTone = (level: SeverityCode): Tone => level.toLowerCase() as Tone;

/** Three bars, filled from the left: readable without colour. */
export function SeverityGlyph({ level, size = 12 }: { level: SeverityCode; size?: number }) {
  const filled = BARS[level];
  return (
    <svg className="sev-glyph" width={size} height={size} viewBox="0 0 12 12" aria-hidden="true">
      {[0, 1, 2].map((i) => (
        <rect
          key={i}
          x={i * 4 + 0.5}
          y={8 - i * 3.5}
          width="2.6"
          height={3.5 + i * 3.5}
          rx="0.6"
          className={i < filled ? 'sev-glyph__on' : 'sev-glyph__off'}
        />
      ))}
    </svg>
  );
}

/** Numeral, word and bars; never colour alone. `short` keeps numeral and bars, the word goes to the name. */
export function SeverityBadge({ level, short = false }: { level: SeverityCode; short?: boolean }) {
  const { t } = useTranslation('domain');
  const full = t('severityLabel', { numeral: NUMERAL[level], word: t(`severity.${level}`) });
  return (
    <Badge tone={severityTone(level)} icon={<SeverityGlyph level={level} />}>
      {short ? (
        <>
          <span aria-hidden="true">{NUMERAL[level]}</span>
          <span className="sr-only">{full}</span>
        </>
      ) : (
        full
      )}
    </Badge>
  );
}
