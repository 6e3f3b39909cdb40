import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { FirstStep, FirstSteps as Steps } from '@tocsin/shared/identity';
import { Circle, CircleCheck, CircleHelp } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { count } from '../../lib/format.js';
import { useCan } from '../../lib/session.js';
import { Button } from '../../ui/button.js';
import { Panel } from '../../ui/panel.js';
import { firstStepsQuery, useDismissFirstSteps } from './api.js';
import './first-steps.css';

const PLACES = {
  people: '/admin/users',
  'two-factor': '/profile',
  channel: '/admin/keys',
  brand: '/admin/dictionary',
  wall: '/admin/walls',
  backup: null,
} as const satisfies Record<FirstStep, string | null>;

const ICONS = { done: CircleCheck, open: Circle, unknown: CircleHelp } as const;

function Step({ step, state }: Steps['steps'][number]) {
  const { t } = useTranslation('identity');
  const Icon = ICONS[state];
  const place = PLACES[step];
  const name = t(`steps.name.${step}`);
  return (
    <li className={`steps__item steps__item--${state}`}>
      <Icon size={16} aria-hidden="true" />
      <span className="steps__text">
        {place === null || state === 'done' ? <strong>{name}</strong> : <Link to={place}>{name}</Link>}
        <span className="steps__why">{state === 'done' ? t('steps.done') : t(`steps.why.${step}`)}</span>
        {state === 'unknown' && <span className="steps__why">{t('steps.unknown')}</span>}
      </span>
    </li>
  );
}

/** What a new installation still needs, for those who administer it; gone once everything is done or it was put away. */
export function FirstSteps() {
  const { t } = useTranslation('identity');
  const allowed = useCan('user:manage');
  const { data } = useQuery({ ...firstStepsQuery, enabled: allowed });
  const dismiss = useDismissFirstSteps();
  if (!allowed || data === undefined || data.dismissedAt !== null) return null;
  const left = data.steps.filter(({ state }) => state === 'open').length;
  if (left === 0) return null;
  return (
    <Panel
      className="steps-panel"
      title={t('steps.title', {
        done: count(data.steps.length - data.steps.filter(({ state }) => state !== 'done').length),
        all: count(data.steps.length),
      })}
      actions={
        <Button size="sm" variant="ghost" writes busy={dismiss.isPending} onClick={() => dismiss.mutate(true)}>
          {t('steps.dismiss')}
        </Button>
      }
    >
      <ul className="steps">
        {data.steps.map((one) => (
          <Step key={one.step} {...one} />
        ))}
      </ul>
    </Panel>
  );
}
