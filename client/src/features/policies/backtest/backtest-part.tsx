import { BACKTEST_DAYS, type DetectionPolicy } from '@tocsin/shared/incidents';
import { History } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCounted } from '../../../lib/counted.js';
import { count, moment } from '../../../lib/format.js';
import { Button } from '../../../ui/button.js';
import { Panel } from '../../../ui/panel.js';
import { SegmentedControl } from '../../../ui/segmented-control.js';
import { ErrorCard } from '../../../ui/states.js';
import { useBacktest } from '../api.js';
import { BacktestResult } from './backtest-result.js';
import './backtest.css';

const SPANS = ['7', String(BACKTEST_DAYS.usual), String(BACKTEST_DAYS.most)] as const;

/** The numbers typed above, tried on the past before anybody puts them in force. `draft`: null while they are no policy. */
export function BacktestPart({ draft, inForce }: { draft: DetectionPolicy | null; inForce: DetectionPolicy }) {
  const { t } = useTranslation('admin');
  const counted = useCounted();
  const [span, setSpan] = useState<string>(SPANS[1]);
  const { mutate, data, error, isPending } = useBacktest();
  const run = (): void => {
    if (draft !== null) mutate({ policy: draft, days: Number(span) });
  };
  const meta =
    data === undefined
      ? undefined
      : t('backtest.meta', {
          ...{ from: moment(data.from), to: moment(data.to) },
          ...{ complaints: counted('complaints', data.complaints), groups: counted('groups', data.groups) },
        });
  return (
    <Panel className="po-backtest" title={t('backtest.title')} meta={meta}>
      <div className="bt-ask">
        <SegmentedControl
          label={t('backtest.span')}
          value={span}
          onChange={setSpan}
          options={SPANS.map((value) => ({ value, label: t('backtest.days', { n: count(Number(value)) }) }))}
        />
        <Button
          icon={<History size={14} aria-hidden="true" />}
          busy={isPending}
          writes
          blockedBy={draft === null ? t('backtest.invalid') : null}
          onClick={run}
        >
          {t('backtest.run')}
        </Button>
        <p className="muted">{t('backtest.hint')}</p>
      </div>
      <div aria-live="polite">
        {isPending && <p className="bt-running">{t('backtest.running', { n: count(Number(span)) })}</p>}
        {!isPending && error !== null && <ErrorCard error={error} onRetry={run} />}
      </div>
      {data !== undefined && !isPending && error === null && <BacktestResult result={data} draft={draft} inForce={inForce} />}
    </Panel>
  );
}
