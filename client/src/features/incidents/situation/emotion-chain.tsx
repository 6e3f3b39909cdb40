import { Link } from '@tanstack/react-router';
import { EMOTION_STAGES } from '@tocsin/shared/complaints';
import type { IncidentDetail, IncidentMetrics } from '@tocsin/shared/incidents';
import { useTranslation } from 'react-i18next';
import { count, percent } from '../../../lib/format.js';
import { Panel } from '../../../ui/panel.js';
import './emotion-chain.css';

/** Question → anger → public exposure: how far along the chain these people are. */
export function EmotionChain({ incident, metrics }: { incident: IncidentDetail; metrics: IncidentMetrics }) {
  const { t } = useTranslation(['incidents', 'domain']);
  const total = Math.max(
    1,
    EMOTION_STAGES.reduce((n, stage) => n + (metrics.emotion[stage] ?? 0), 0),
  );
  return (
    <Panel className="situation__emotion" title={t('emotion.title')} meta={t('emotion.meta', { n: count(metrics.unanswered24h) })}>
      <ol className="chain">
        {EMOTION_STAGES.map((stage) => {
          const n = metrics.emotion[stage] ?? 0;
          return (
            <li key={stage} className={`chain__stage chain__stage--${stage}`}>
              <Link
                to="/incidents/$no/$tab"
                params={{ no: incident.no, tab: 'complaints' }}
                search={{ emotion: [stage], repost: 'false', history: 'false' }}
                className="chain__link"
              >
                <span className="chain__name">{t(`domain:emotion.${stage}`)}</span>
                <span className="chain__count">{count(n)}</span>
                <span className="chain__share">{percent(n / total)}</span>
                <span className="chain__bar" aria-hidden="true">
                  <span style={{ width: `${(n / total) * 100}%` }} />
                </span>
              </Link>
            </li>
          );
        })}
      </ol>
    </Panel>
  );
}
