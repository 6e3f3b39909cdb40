import { useQuery } from '@tanstack/react-query';
import type { DetectionPolicy } from '@tocsin/shared/incidents';
import { OVERVIEW } from '@tocsin/shared/live';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStream } from '../../live/index.js';
import { useCan } from '../../lib/session.js';
import { Panel } from '../../ui/panel.js';
import { ErrorCard, Skeleton } from '../../ui/states.js';
import { detectionQuery } from './api.js';
import { BacktestPart } from './backtest/backtest-part.js';
import { DetectionForm } from './detection-form.js';
import { HowDetectionDecides } from './how-detection-decides.js';
import './policies.css';

export function PoliciesPage() {
  const { t } = useTranslation('admin');
  const [draft, setDraft] = useState<DetectionPolicy | null>(null);
  const mayTry = useCan('policy:write');
  const { data, error, isLoading, refetch } = useQuery(detectionQuery);
  useStream(OVERVIEW, { onEvent: (event) => void (event.type === 'policy.detection-changed' && refetch()) });
  return (
    <div className="po-page">
      <Panel title={t('detection.title')} meta={t('detection.meta')}>
        {isLoading && <Skeleton rows={6} />}
        {error !== null && data === undefined && <ErrorCard error={error} onRetry={() => void refetch()} />}
        {data !== undefined && <DetectionForm policy={data.policy} version={data.version} onDraft={setDraft} />}
      </Panel>
      <HowDetectionDecides />
      {mayTry && data !== undefined && <BacktestPart draft={draft} inForce={data.policy} />}
    </div>
  );
}
