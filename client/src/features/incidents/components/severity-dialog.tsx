import { isReason } from '@tocsin/shared/kernel';
import { SEVERITIES, type IncidentDetail } from '@tocsin/shared/incidents';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../../ui/dialog.js';
import { SelectField, TextArea } from '../../../ui/field.js';
import { toasts } from '../../../ui/toasts.js';
import { useChangeSeverity } from '../api.js';
import { Changed } from './changed.js';
import { SeverityReasons } from './severity-reasons.js';

type Choice = IncidentDetail['severity']['level'] | 'computed';

/** A person may overrule the computed level; both stay on record, with the reason. */
export function SeverityDialog({ incident, onClose }: { incident: IncidentDetail; onClose: () => void }) {
  const { t } = useTranslation(['incidents', 'domain']);
  const change = useChangeSeverity(incident);
  const [choice, setChoice] = useState<Choice>(incident.severity.level);
  const [reason, setReason] = useState('');
  const same = choice === incident.severity.level && (incident.severity.override !== null || choice === incident.severity.computed);
  const blocked = same ? t('severity.same') : !isReason(reason) ? t('dialog.reasonNeeded') : null;
  const done = (): void => {
    onClose();
    toasts.ok(choice === 'computed' ? t('done.computed') : t('done.severity', { level: `${choice} · ${t(`domain:severity.${choice}`)}` }));
  };
  const options = [
    ...SEVERITIES.map((level) => ({ value: level as Choice, label: `${level} · ${t(`domain:severity.${level}`)}` })),
    ...(incident.severity.override === null ? [] : [{ value: 'computed' as Choice, label: t('severity.takeBack') }]),
  ];
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      onConfirm={() => change.mutate({ severity: choice === 'computed' ? null : choice, reason: reason.trim() }, { onSuccess: done })}
      title={t('severity.change')}
      consequence={t('severity.effect')}
      confirmLabel={t('severity.change')}
      busy={change.isPending}
      error={change.error}
      blockedBy={blocked}
    >
      <SeverityReasons incident={incident} />
      <SelectField
        label={t('severity.level')}
        value={choice}
        options={options}
        onChange={(event) => setChoice(event.target.value as Choice)}
      />
      <TextArea label={t('dialog.reason')} value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />
      <Changed changes={change.changes} />
    </ConfirmDialog>
  );
}
