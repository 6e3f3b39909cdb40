import { isReason } from '@tocsin/shared/kernel';
import { SCENARIOS, type IncidentDetail, type Scenario } from '@tocsin/shared/incidents';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCounted } from '../../../lib/counted.js';
import { ConfirmDialog } from '../../../ui/dialog.js';
import { SelectField, TextArea, TextField } from '../../../ui/field.js';
import { toasts } from '../../../ui/toasts.js';
import { useMoveIncident } from '../api.js';
import { Changed } from './changed.js';

export interface MoveDialogProps {
  incident: IncidentDetail;
  to: IncidentDetail['state'];
  onClose: () => void;
}

/** One step in the life of an incident: what follows from it is said before it is taken, and why it was taken is kept. */
export function MoveDialog({ incident, to, onClose }: MoveDialogProps) {
  const { t } = useTranslation(['incidents', 'domain', 'common']);
  const counted = useCounted();
  const move = useMoveIncident(incident);
  const declaring = incident.state === 'detected' && to === 'declared';
  const [title, setTitle] = useState(incident.title);
  const [scenario, setScenario] = useState<Scenario>(incident.scenario);
  const [reason, setReason] = useState('');
  const blocked = !isReason(reason) ? t('dialog.reasonNeeded') : declaring && title.trim() === '' ? t('dialog.titleNeeded') : null;
  const confirm = (): void => {
    const extra = declaring ? { title: title.trim(), scenario } : {};
    const done = (next: IncidentDetail): void => {
      onClose();
      toasts.ok(t(`done.${to}`, { title: next.title }));
    };
    move.mutate({ to, reason: reason.trim(), ...extra }, { onSuccess: done });
  };
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      onConfirm={confirm}
      danger={to === 'dismissed'}
      title={t(`move.${to}`)}
      consequence={t(`effect.${to}`, {
        complaints: counted('complaints', incident.metrics.complaints),
        people: counted('people', incident.metrics.complainants),
      })}
      confirmLabel={t(`move.${to}`)}
      busy={move.isPending}
      error={move.error}
      blockedBy={blocked}
    >
      {declaring && (
        <>
          <TextField label={t('dialog.title')} value={title} maxLength={120} onChange={(event) => setTitle(event.target.value)} />
          <SelectField
            label={t('dialog.scenario')}
            value={scenario}
            options={SCENARIOS.map((value) => ({ value, label: t(`domain:scenario.${value}`) }))}
            onChange={(event) => setScenario(event.target.value as Scenario)}
          />
        </>
      )}
      <TextArea label={t('dialog.reason')} value={reason} maxLength={500} autoFocus onChange={(event) => setReason(event.target.value)} />
      <Changed changes={move.changes} />
    </ConfirmDialog>
  );
}
