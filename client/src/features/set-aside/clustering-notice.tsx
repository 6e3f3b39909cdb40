import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { OctagonAlert, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { count } from '../../lib/format.js';
import { useCan } from '../../lib/session.js';
import { useSpan } from '../../ui/time.js';
import { healthQuery } from './api.js';
import './set-aside.css';

/** A quiet overview must not be taken for a quiet day: says when complaints no longer reach their groups. */
export function ClusteringNotice({ here = false }: { /** On the page that the notice leads to. */ here?: boolean }) {
  const { t } = useTranslation('setAside');
  const span = useSpan();
  const mayOpen = useCan('group:read') && !here;
  const { data } = useQuery(healthQuery);
  const aside = data?.setAside ?? 0;
  const stalled = data?.stalled === true;
  return (
    <div role="status" className="sa-notices">
      {data !== undefined && stalled && (
        <p className="sa-notice sa-notice--grave">
          <OctagonAlert size={16} aria-hidden="true" />
          <strong>{t('notice.stalled', { span: span(data.stalledSeconds * 1_000) })}</strong>
          <span>{t('notice.stalledMeans', { n: count(data.backlog) })}</span>
          {mayOpen && <Link to="/admin/set-aside">{t('notice.open')}</Link>}
        </p>
      )}
      {aside > 0 && !here && (
        <p className="sa-notice">
          <TriangleAlert size={16} aria-hidden="true" />
          <strong>{t('notice.aside', { count: aside, n: count(aside) })}</strong>
          <span>{t('notice.asideMeans')}</span>
          {mayOpen && <Link to="/admin/set-aside">{t('notice.open')}</Link>}
        </p>
      )}
    </div>
  );
}
