import { useQuery } from '@tanstack/react-query';
import { permissionsOf } from '@tocsin/shared/identity';
import type { IncidentDetail } from '@tocsin/shared/incidents';
import { isReason, UserId } from '@tocsin/shared/kernel';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { colleaguesQuery } from '../../../lib/colleagues.js';
import { ConfirmDialog } from '../../../ui/dialog.js';
import { SelectField, TextArea } from '../../../ui/field.js';
import { useAssignCommander } from '../api.js';
import { Changed } from './changed.js';

/** Who commands this incident, with the reason; offered are those whose roles may lead one. */
export function CommanderDialog({ incident, onClose }: { incident: IncidentDetail; onClose: () => void }) {
  const { t } = useTranslation('incidents');
  const assign = useAssignCommander(incident);
  const { data, error } = useQuery(colleaguesQuery);
  const before = incident.commander?.id ?? '';
  const [userId, setUserId] = useState<string>(before);
  const [reason, setReason] = useState('');
  const able = (data?.items ?? []).filter(({ roles }) => permissionsOf(roles).includes('incident:move'));
  const options = [{ value: '', label: t('commander.nobody') }, ...able.map(({ id, name }) => ({ value: id as string, label: name }))];
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      onConfirm={() =>
        assign.mutate({ userId: userId === '' ? null : UserId.parse(userId), reason: reason.trim() }, { onSuccess: onClose })
      }
      title={t('commander.title')}
      consequence={t('commander.effect')}
      confirmLabel={t('commander.save')}
      busy={assign.isPending}
      error={assign.error ?? error}
      blockedBy={userId === before ? t('commander.same') : !isReason(reason) ? t('dialog.reasonNeeded') : null}
    >
      <SelectField label={t('commander.who')} value={userId} options={options} onChange={(event) => setUserId(event.target.value)} />
      <TextArea label={t('dialog.reason')} value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />
      <Changed changes={assign.changes} />
    </ConfirmDialog>
  );
}
