import { INVITATION_DAYS, ROLES, type CreatedInvitation, type Role } from '@tocsin/shared/identity';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCounted } from '../../../lib/counted.js';
import { dateTime } from '../../../lib/format.js';
import { useMe } from '../../../lib/session.js';
import { Button } from '../../../ui/button.js';
import { Copyable } from '../../../ui/copyable.js';
import { Dialog } from '../../../ui/dialog.js';
import { SelectField, TextField } from '../../../ui/field.js';
import { ProblemLine } from '../../../ui/states.js';
import { useInvite } from '../api.js';
import { BrandsField } from './brands-field.js';
import { ChoiceGroup } from './choice-group.js';

const DAYS = [1, 3, INVITATION_DAYS.default, 14, INVITATION_DAYS.max];
const ADDRESS = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

function Made({ invitation, onClose }: { invitation: CreatedInvitation; onClose: () => void }) {
  const { t } = useTranslation('identity');
  // Behind `#`, for what stands there is sent to no server and stands in no log.
  const url = new URL(`/join#${invitation.token}`, window.location.origin).href;
  return (
    <Dialog
      open
      locked
      title={t('invite.madeTitle', { email: invitation.email })}
      onClose={onClose}
      footer={
        <Button variant="primary" onClick={onClose}>
          {t('keys.done')}
        </Button>
      }
    >
      <p className="dialog__consequence">{t('invite.shownOnce', { time: dateTime(invitation.expiresAt) })}</p>
      <Copyable text={url} label={invitation.email} />
    </Dialog>
  );
}

/** The inviter fixes roles and brands; the person chooses name and password behind the link. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['identity', 'domain', 'common']);
  const counted = useCounted();
  const me = useMe();
  const invite = useInvite();
  const [email, setEmail] = useState('');
  const [roles, setRoles] = useState<Role[]>([]);
  const [brands, setBrands] = useState<string[] | null>(me?.brands === null ? null : []);
  const [pending, setPending] = useState(false);
  const [days, setDays] = useState<number>(INVITATION_DAYS.default);
  if (invite.data !== undefined) return <Made invitation={invite.data} onClose={onClose} />;
  const blocked = !ADDRESS.test(email.trim())
    ? t('invite.emailNeeded')
    : roles.length === 0
      ? t('users.rolesNeeded')
      : brands?.length === 0
        ? t('brands.needed')
        : pending
          ? t('brands.pending')
          : null;
  return (
    <Dialog
      open
      title={t('invite.title')}
      onClose={onClose}
      locked={invite.isPending}
      footer={
        <>
          <Button onClick={onClose}>{t('common:action.cancel')}</Button>
          <Button
            variant="primary"
            writes
            busy={invite.isPending}
            blockedBy={blocked}
            onClick={() => invite.mutate({ email: email.trim(), roles, brands, days })}
          >
            {t('invite.make')}
          </Button>
        </>
      }
    >
      <p className="dialog__consequence">{t('invite.effect')}</p>
      <TextField
        label={t('users.email')}
        type="email"
        autoComplete="off"
        maxLength={254}
        value={email}
        onChange={({ target }) => setEmail(target.value)}
      />
      <ChoiceGroup
        label={t('users.roles')}
        options={ROLES.map((role) => ({ value: role, label: t(`domain:role.${role}`) }))}
        chosen={roles}
        onChange={setRoles}
      />
      <BrandsField value={brands} onChange={setBrands} onPending={setPending} />
      <SelectField
        label={t('invite.valid')}
        value={String(days)}
        options={DAYS.map((n) => ({ value: String(n), label: counted('days', n) }))}
        onChange={({ target }) => setDays(Number(target.value))}
      />
      <ProblemLine error={invite.error} />
    </Dialog>
  );
}
