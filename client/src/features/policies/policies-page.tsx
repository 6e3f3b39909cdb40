import { zodResolver } from '@hookform/resolvers/zod';
import { useQuery } from '@tanstack/react-query';
import { DEFAULT_DETECTION, DetectionPolicy } from '@tocsin/shared/incidents';
import { OVERVIEW } from '@tocsin/shared/live';
import { useState } from 'react';
import { useForm, useWatch, type UseFormReturn } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { useStream } from '../../live/index.js';
import { useCounted } from '../../lib/counted.js';
import { count } from '../../lib/format.js';
import { useCan } from '../../lib/session.js';
import { Button } from '../../ui/button.js';
import { ConfirmDialog } from '../../ui/dialog.js';
import { Checkbox, TextField } from '../../ui/field.js';
import { Panel } from '../../ui/panel.js';
import { ErrorCard, Skeleton } from '../../ui/states.js';
import { toasts } from '../../ui/toasts.js';
import { detectionQuery, useChangeDetection } from './api.js';
import { HowDetectionDecides } from './how-detection-decides.js';
import './policies.css';

const LIMITS = { minComplainants: [2, 100_000], windowMinutes: [1, 43_200], burst: [2, 1_000_000] } as const;
type NumberField = keyof typeof LIMITS;
const NUMBERS = Object.keys(LIMITS) as NumberField[];

/** The policy as a sentence: what will make the product take notice from now on. */
function Consequence({ policy }: { policy: DetectionPolicy }) {
  const { t } = useTranslation('admin');
  const counted = useCounted();
  return (
    <>
      {t('detection.sentence', {
        people: count(policy.minComplainants),
        minutes: counted('minutes', policy.windowMinutes),
        burst: count(policy.burst),
      })}
      {policy.criticalRisk ? t('detection.criticalOn') : t('detection.criticalOff')}
    </>
  );
}

function Fields({ form, readOnly }: { form: UseFormReturn<DetectionPolicy>; readOnly: boolean }) {
  const { t } = useTranslation('admin');
  const { errors } = form.formState;
  return (
    <>
      {NUMBERS.map((name) => {
        const [min, max] = LIMITS[name];
        return (
          <TextField
            key={name}
            type="number"
            inputMode="numeric"
            min={min}
            max={max}
            readOnly={readOnly}
            label={t(`detection.${name}`)}
            hint={t(`detection.${name}Hint`)}
            error={errors[name] === undefined ? undefined : t('detection.between', { min: count(min), max: count(max) })}
            {...form.register(name, { valueAsNumber: true })}
          />
        );
      })}
      <Checkbox
        label={t('detection.criticalRisk')}
        hint={t('detection.criticalRiskHint')}
        disabled={readOnly}
        {...form.register('criticalRisk')}
      />
    </>
  );
}

function DetectionForm({ policy }: { policy: DetectionPolicy }) {
  const { t } = useTranslation(['admin', 'common']);
  const mayWrite = useCan('policy:write');
  const change = useChangeDetection();
  const form = useForm<DetectionPolicy>({ resolver: zodResolver(DetectionPolicy), values: policy, mode: 'onChange' });
  const [confirming, setConfirming] = useState<DetectionPolicy | null>(null);
  const { isDirty } = form.formState;
  const typed = DetectionPolicy.safeParse(useWatch({ control: form.control }));
  const confirm = (): void => {
    if (confirming === null) return;
    change.mutate(confirming, {
      onSuccess: () => {
        setConfirming(null);
        toasts.undoable(t('detection.saved'), () => change.mutate(policy));
      },
    });
  };
  return (
    <form className="po" noValidate onSubmit={(event) => void form.handleSubmit((next) => setConfirming(next))(event)}>
      <Fields form={form} readOnly={!mayWrite} />
      <p className="dialog__consequence">
        <Consequence policy={typed.success ? typed.data : policy} />
      </p>
      {mayWrite ? (
        <div className="po-foot">
          <Button onClick={() => form.reset(DEFAULT_DETECTION, { keepDefaultValues: true })}>{t('detection.defaults')}</Button>
          <Button type="submit" variant="primary" writes blockedBy={isDirty ? null : t('detection.unchanged')}>
            {t('common:action.save')}
          </Button>
        </div>
      ) : (
        <p className="muted">{t('detection.readOnly')}</p>
      )}
      <ConfirmDialog
        open={confirming !== null}
        onClose={() => setConfirming(null)}
        onConfirm={confirm}
        title={t('detection.confirmTitle')}
        consequence={confirming === null ? '' : <Consequence policy={confirming} />}
        confirmLabel={t('common:action.save')}
        busy={change.isPending}
        error={change.error}
      >
        <p className="muted">{t('detection.confirmHint')}</p>
      </ConfirmDialog>
    </form>
  );
}

export function PoliciesPage() {
  const { t } = useTranslation('admin');
  const { data, error, isLoading, refetch } = useQuery(detectionQuery);
  useStream(OVERVIEW, { onEvent: (event) => void (event.type === 'policy.detection-changed' && refetch()) });
  return (
    <div className="po-page">
      <Panel title={t('detection.title')} meta={t('detection.meta')}>
        {isLoading && <Skeleton rows={6} />}
        {error !== null && data === undefined && <ErrorCard error={error} onRetry={() => void refetch()} />}
        {data !== undefined && <DetectionForm policy={data} />}
      </Panel>
      <HowDetectionDecides />
    </div>
  );
}
