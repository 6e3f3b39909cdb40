import {
  INVALID_REASONS,
  validityNeedsReason,
  VALIDITIES,
  type ComplaintDetail,
  type InvalidReason,
  type Validity,
} from '@tocsin/shared/complaints';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../../ui/dialog.js';
import { SelectField, TextArea } from '../../../ui/field.js';
import { SegmentedControl } from '../../../ui/segmented-control.js';
import { toasts } from '../../../ui/toasts.js';
import { useJudgeValidity } from '../api.js';
import { Outdated, unlessOutdated } from './outdated.js';

const NOTE_MAX = 1_000;

/** Judged with its basis, never silently; the version guards against overwriting a judgement nobody here has read. */
export function ValidityDialog({ detail, preset, onClose }: { detail: ComplaintDetail; preset: Validity; onClose: () => void }) {
  const { t } = useTranslation(['complaints', 'domain']);
  const judge = useJudgeValidity(detail);
  const [validity, setValidity] = useState<Validity>(preset);
  const [reason, setReason] = useState<InvalidReason | ''>(detail.invalidReason ?? '');
  const [note, setNote] = useState(detail.validityNote ?? '');
  const needsReason = validityNeedsReason(validity);
  const confirm = (): void =>
    judge.mutate(
      {
        validity,
        ...(needsReason && reason !== '' ? { reason } : {}),
        ...(note.trim() === '' ? {} : { note: note.trim() }),
      },
      {
        onSuccess: () => {
          onClose();
          toasts.ok(t('validity.done', { no: detail.receiptNo, validity: t(`domain:validity.${validity}`) }));
        },
      },
    );
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      onConfirm={confirm}
      title={t('validity.title', { no: detail.receiptNo })}
      consequence={t(`validity.consequence.${validity}`)}
      confirmLabel={t('validity.confirm')}
      busy={judge.isPending}
      error={unlessOutdated(judge.error)}
      blockedBy={needsReason && reason === '' ? t('validity.reasonNeeded') : null}
    >
      <SegmentedControl
        label={t('validity.label')}
        value={validity}
        onChange={setValidity}
        options={VALIDITIES.map((value) => ({ value, label: t(`domain:validity.${value}`) }))}
      />
      {needsReason && (
        <SelectField
          label={t('validity.reason')}
          value={reason}
          options={[
            { value: '', label: t('validity.choose') },
            ...INVALID_REASONS.map((value) => ({ value: value as string, label: t(`domain:invalidReason.${value}`) })),
          ]}
          onChange={({ target }) => setReason(INVALID_REASONS.find((one) => one === target.value) ?? '')}
        />
      )}
      <TextArea label={t('validity.note')} optional value={note} maxLength={NOTE_MAX} onChange={({ target }) => setNote(target.value)} />
      <Outdated error={judge.error} id={detail.id} version={detail.version} />
    </ConfirmDialog>
  );
}
