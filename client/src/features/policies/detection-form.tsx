import { zodResolver } from '@hookform/resolvers/zod';
import { DEFAULT_DETECTION, DetectionPolicy } from '@tocsin/shared/incidents';
import { useEffect, useState } from 'react';
import { useForm, useWatch, type UseFormReturn } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { count } from '../../lib/format.js';
import { useCan } from '../../lib/session.js';
import { Button } from '../../ui/button.js';
import { ConfirmDialog } from '../../ui/dialog.js';
import { Checkbox, TextField } from '../../ui/field.js';
import { useProblemText } from '../../ui/states.js';
import { toasts } from '../../ui/toasts.js';
import { isOvertaken, useChangeDetection, type ReadPolicy } from './api.js';
import { samePolicy } from './policy.rules.js';
import { PolicySentence } from './policy-sentence.js';

const LIMITS = { minComplainants: [2, 100_000], windowMinutes: [1, 43_200], burst: [2, 1_000_000] } as const;
type NumberField = keyof typeof LIMITS;
const NUMBERS = Object.keys(LIMITS) as NumberField[];

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

/** Fields that nobody touched follow the policy in force; what somebody has typed stays. True: it changed under typed numbers. */
function usePolicyFollowed(form: UseFormReturn<DetectionPolicy>, policy: DetectionPolicy, typed: DetectionPolicy | null): boolean {
  const [base, setBase] = useState(policy);
  const isOld = !samePolicy(base, policy);
  const mayFollow = isOld && typed !== null && (samePolicy(typed, base) || samePolicy(typed, policy));
  useEffect(() => {
    if (!mayFollow) return;
    form.reset(policy);
    setBase(policy);
  }, [mayFollow, form, policy]);
  return isOld && !mayFollow;
}

export interface DetectionFormProps {
  policy: DetectionPolicy;
  version: number;
  /** The numbers as typed, null while they are no policy. */
  onDraft: (draft: DetectionPolicy | null) => void;
}

export function DetectionForm({ policy, version, onDraft }: DetectionFormProps) {
  const { t } = useTranslation(['admin', 'common']);
  const mayWrite = useCan('policy:write');
  const change = useChangeDetection();
  const textOf = useProblemText();
  const form = useForm<DetectionPolicy>({ resolver: zodResolver(DetectionPolicy), defaultValues: policy, mode: 'onChange' });
  const [confirming, setConfirming] = useState<ReadPolicy | null>(null);
  const typed = DetectionPolicy.safeParse(useWatch({ control: form.control }));
  const draft = typed.success ? JSON.stringify(typed.data) : null;
  const changedMeanwhile = usePolicyFollowed(form, policy, typed.data ?? null);
  const isDirty = !typed.success || !samePolicy(typed.data, policy);
  useEffect(() => onDraft(draft === null ? null : (JSON.parse(draft) as DetectionPolicy)), [draft, onDraft]);
  const ask = (next: DetectionPolicy): void => {
    change.reset();
    // The version on screen now: what somebody else saves while the question stands open has not been seen.
    setConfirming({ policy: next, version });
  };
  const confirm = (): void => {
    if (confirming === null) return;
    change.mutate(confirming, {
      onSuccess: (saved) => {
        setConfirming(null);
        toasts.undoable(t('detection.saved'), () =>
          change.mutate(
            { policy, version: saved.version },
            { onSuccess: () => toasts.ok(t('detection.undone')), onError: (error) => toasts.error(textOf(error)) },
          ),
        );
      },
      onError: (error) => void (isOvertaken(error) && setConfirming(null)),
    });
  };
  return (
    <form className="po" noValidate onSubmit={(event) => void form.handleSubmit(ask)(event)}>
      <Fields form={form} readOnly={!mayWrite} />
      {isOvertaken(change.error) && confirming === null && (
        <p className="problem-line" role="alert">
          {t('detection.overtaken')}
        </p>
      )}
      {changedMeanwhile && (
        <p className="bt-stale" role="note">
          {t('detection.changedMeanwhile')} <PolicySentence policy={policy} />
        </p>
      )}
      <p className="dialog__consequence">
        <PolicySentence policy={typed.success ? typed.data : policy} />
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
        consequence={confirming === null ? '' : <PolicySentence policy={confirming.policy} />}
        confirmLabel={t('common:action.save')}
        busy={change.isPending}
        error={change.error}
      >
        <p className="muted">{t('detection.confirmHint')}</p>
      </ConfirmDialog>
    </form>
  );
}
