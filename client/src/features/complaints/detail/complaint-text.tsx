import type { ComplaintDetail } from '@tocsin/shared/complaints';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFindingText } from './finding-text.js';
import { kindOf, MARK_KINDS, marksOf, piecesOf } from '../highlight.rules.js';

/** The words as received, to the letter; underlined where a finding rests on them. */
export function ComplaintText({ detail }: { detail: ComplaintDetail }) {
  const { t } = useTranslation('complaints');
  const textOf = useFindingText();
  const marks = useMemo(() => (detail.findings === null ? [] : marksOf(detail.findings)), [detail.findings]);
  const pieces = useMemo(() => piecesOf(detail.text, marks), [detail.text, marks]);
  const kinds = MARK_KINDS.filter((kind) => marks.some((mark) => mark.kind === kind));
  return (
    <section className="cd-section" aria-labelledby="cd-words">
      <h3 id="cd-words" className="cd-section__title">
        {t('detail.words')}
      </h3>
      <blockquote className="cd-text" lang={detail.findings?.language === 'en' ? 'en' : 'zh'}>
        {pieces.map((piece, i) => {
          const kind = kindOf(piece.marks);
          if (kind === null) return piece.text;
          return (
            <mark
              key={i}
              className={`cd-mark cd-mark--${kind}`}
              title={piece.marks.map((mark) => textOf(mark.kind, mark.code)).join(' · ')}
            >
              {piece.text}
            </mark>
          );
        })}
      </blockquote>
      {kinds.length > 0 && (
        <p className="cd-legend">
          <span className="sr-only">{t('detail.legend')}</span>
          {kinds.map((kind) => (
            <span key={kind} className={`cd-legend__item cd-mark cd-mark--${kind}`}>
              {t(`mark.${kind}`)}
            </span>
          ))}
        </p>
      )}
    </section>
  );
}
