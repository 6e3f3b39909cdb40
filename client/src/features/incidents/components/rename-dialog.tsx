import { SCENARIOS, type IncidentDetail, type Scenario } from '@tocsin/shared/incidents';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../../ui/dialog.js';
import { SelectField, TextField } from '../../../ui/field.js';
import { toasts } from '../../../ui/toasts.js';
import { useRenameIncident } from '../api.js';
import { Changed } from './changed.js';

export function RenameDialog({ incident, onClose }: { incident: IncidentDetail; onClose: () => void }) {
  const { t } = useTranslation(['incidents', 'domain']);
  const rename = useRenameIncident(incident);
  const [title, setTitle] = useState(incident.title);
  const [scenario, setScenario] = useState<Scenario>(incident.scenario);
  const unchanged = title.trim() === incident.title && scenario === incident.scenario;
  const done = (next: IncidentDetail): void => {
    onClose();
    toasts.ok(t('done.renamed', { title: next.title }));
  };
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      onConfirm={() => rename.mutate({ title: title.trim(), scenario }, { onSuccess: done })}
      title={t('rename.title')}
      consequence={t('rename.effect')}
      confirmLabel={t('rename.save')}
      busy={rename.isPending}
      error={rename.error}
      blockedBy={title.trim() === '' ? t('dialog.titleNeeded') : unchanged ? t('rename.same') : null}
    >
      <TextField label={t('dialog.title')} value={title} maxLength={120} onChange={(event) => setTitle(event.target.value)} />
      <SelectField
        label={t('dialog.scenario')}
        value={scenario}
        options={SCENARIOS.map((value) => ({ value, label: t(`domain:scenario.${value}`) }))}
        onChange={(event) => setScenario(event.target.value as Scenario)}
      />
      <Changed changes={rename.changes} />
    </ConfirmDialog>
  );
}
