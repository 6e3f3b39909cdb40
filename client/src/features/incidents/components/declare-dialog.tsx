import { useNavigate } from '@tanstack/react-router';
import { SCENARIOS, SEVERITIES, type Scenario } from '@tocsin/shared/incidents';
import type { GroupId } from '@tocsin/shared/kernel';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCounted } from '../../../lib/counted.js';
import { ConfirmDialog } from '../../../ui/dialog.js';
import { SelectField, TextArea, TextField } from '../../../ui/field.js';
import { NUMERAL } from '../../../ui/severity.js';
import { toasts } from '../../../ui/toasts.js';
import { useDeclareIncident } from '../api.js';

export interface DeclareDialogProps {
  groups: readonly { id: GroupId; title: string; posts: number; complainants: number }[];
  onClose: () => void;
}

/** A person declares an incident by hand, from one group or several. */
export function DeclareDialog({ groups, onClose }: DeclareDialogProps) {
  const { t } = useTranslation(['incidents', 'domain']);
  const navigate = useNavigate();
  const declare = useDeclareIncident();
  const [title, setTitle] = useState(groups[0]?.title ?? '');
  const [scenario, setScenario] = useState<Scenario>('other');
  const [severity, setSeverity] = useState('');
  const [reason, setReason] = useState('');
  const counted = useCounted();
  const sum = (of: 'posts' | 'complainants'): number => groups.reduce((n, group) => n + group[of], 0);
  const confirm = (): void =>
    declare.mutate(
      {
        groupIds: groups.map(({ id }) => id),
        title: title.trim(),
        scenario,
        ...(severity === '' ? {} : { severity: severity as (typeof SEVERITIES)[number] }),
        ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
      },
      {
        onSuccess: ({ no, title: named }) => {
          toasts.ok(t('done.declared', { title: named }));
          void navigate({ to: '/incidents/$no/$tab', params: { no, tab: 'situation' } });
        },
      },
    );
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      onConfirm={confirm}
      title={t('declare.title')}
      consequence={t('declare.effect', {
        groups: counted('groups', groups.length),
        posts: counted('complaints', sum('posts')),
        people: counted('people', sum('complainants')),
      })}
      confirmLabel={t('declare.title')}
      busy={declare.isPending}
      error={declare.error}
      blockedBy={title.trim() === '' ? t('dialog.titleNeeded') : null}
    >
      <TextField label={t('dialog.title')} value={title} maxLength={120} onChange={(event) => setTitle(event.target.value)} />
      <SelectField
        label={t('dialog.scenario')}
        value={scenario}
        options={SCENARIOS.map((value) => ({ value, label: t(`domain:scenario.${value}`) }))}
        onChange={(event) => setScenario(event.target.value as Scenario)}
      />
      <SelectField
        label={t('severity.level')}
        value={severity}
        options={[
          { value: '', label: t('declare.computed') },
          ...SEVERITIES.map((level) => ({
            value: level as string,
            label: t('domain:severityLabel', { numeral: NUMERAL[level], word: t(`domain:severity.${level}`) }),
          })),
        ]}
        onChange={(event) => setSeverity(event.target.value)}
      />
      <TextArea label={t('dialog.reason')} optional value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />
    </ConfirmDialog>
  );
}
