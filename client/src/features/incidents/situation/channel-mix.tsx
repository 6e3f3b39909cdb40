import { Link } from '@tanstack/react-router';
import type { IncidentDetail, IncidentSituation } from '@tocsin/shared/incidents';
import { useTranslation } from 'react-i18next';
import { useCounted } from '../../../lib/counted.js';
import { count, percent } from '../../../lib/format.js';
import { Panel } from '../../../ui/panel.js';
import { EmptyState } from '../../../ui/states.js';
import './channel-mix.css';

/** Where they come from: the channel decides who answers first. */
export function ChannelMix({ incident, channels }: { incident: IncidentDetail; channels: IncidentSituation['channels'] }) {
  const { t } = useTranslation(['incidents', 'domain']);
  const counted = useCounted();
  const sorted = [...channels].sort((a, b) => b.count - a.count);
  const total = Math.max(
    1,
    sorted.reduce((n, one) => n + one.count, 0),
  );
  return (
    <Panel className="situation__channels" title={t('channels.title')} meta={counted('channels', sorted.length)}>
      {sorted.length === 0 ? (
        <EmptyState title={t('feed.empty')} />
      ) : (
        <ul className="channels">
          {sorted.map((one) => (
            <li key={one.channel}>
              <Link
                to="/incidents/$no/$tab"
                params={{ no: incident.no, tab: 'complaints' }}
                search={{ channel: [one.channel], repost: 'false', history: 'false' }}
                className="channels__row"
              >
                <span className="clip">{t(`domain:channel.${one.channel}`)}</span>
                <span className="channels__bar" aria-hidden="true">
                  <span style={{ width: `${(one.count / total) * 100}%` }} />
                </span>
                <span className="channels__n">{count(one.count)}</span>
                <span className="channels__share">{percent(one.count / total)}</span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
