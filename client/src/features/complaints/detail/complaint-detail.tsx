import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { nextStatuses, type ComplaintDetail, type ComplaintStatus, type Validity } from '@tocsin/shared/complaints';
import type { ComplaintId } from '@tocsin/shared/kernel';
import { ArrowLeft, Check, CircleHelp, History, Workflow, X } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNamedIncident } from '../../../lib/incident-directory.js';
import { useCan } from '../../../lib/session.js';
import { Badge } from '../../../ui/badge.js';
import { Button } from '../../../ui/button.js';
import { useCommands } from '../../../ui/hotkeys/index.js';
import { Menu, Popover } from '../../../ui/menu.js';
import { ErrorCard, Skeleton } from '../../../ui/states.js';
import { Time } from '../../../ui/time.js';
import { complaintQuery } from '../api.js';
import { PriorityBadge, ValidityBadge } from '../components/columns.js';
import { SetAsideBadge } from '../components/set-aside-mark.js';
import { Attachments } from './attachments.js';
import './complaint-detail.css';
import { ComplaintText } from './complaint-text.js';
import { Contact } from './contact.js';
import { Facts } from './facts.js';
import { HandlingHistory } from './handling-history.js';
import { Replies } from './replies.js';
import { Payload } from './payload.js';
import { SamePerson } from './same-person.js';
import { StatusDialog } from './status-dialog.js';
import { Messages } from './messages.js';
import { ValidityDialog } from './validity-dialog.js';
import { WhyGrouped } from './why-grouped.js';
import './why-grouped.css';

export interface ComplaintDetailProps {
  id: ComplaintId;
  onClose: () => void;
  onOpen: (id: ComplaintId) => void;
  /** What can be done with its place among the groups; another feature's business. */
  groupActions?: (complaint: ComplaintDetail) => ReactNode;
}

type Asking = { kind: 'validity'; preset: Validity } | { kind: 'status'; to: ComplaintStatus } | null;

function Standing({ detail, onOpen }: { detail: ComplaintDetail; onOpen: (id: ComplaintId) => void }) {
  const { t } = useTranslation('complaints');
  const { incident } = useNamedIncident(detail.incidentId);
  return (
    <section className="cd-section cd-standing" aria-label={t('detail.standing')}>
      {detail.groupId === null ? (
        <span className="muted">{t('detail.unread')}</span>
      ) : (
        <Link to="/groups/$id" params={{ id: detail.groupId }}>
          {t('detail.openGroup')}
        </Link>
      )}
      {incident !== null && (
        <Link to="/incidents/$no/$tab" params={{ no: incident.no, tab: 'situation' }} className="clip">
          {incident.no} {incident.title}
        </Link>
      )}
      {detail.groupId !== null && (
        <Popover side="beside" title={t('why.title')} content={<WhyGrouped id={detail.id} onOpen={onOpen} />}>
          <Button size="sm" icon={<CircleHelp size={13} aria-hidden="true" />}>
            {t('why.title')}
          </Button>
        </Popover>
      )}
    </section>
  );
}

function Handling({ detail, onAsk }: { detail: ComplaintDetail; onAsk: (asking: Asking) => void }) {
  const { t } = useTranslation(['complaints', 'domain']);
  const judge = (preset: Validity): void => onAsk({ kind: 'validity', preset });
  useCommands([
    { id: 'judge-valid', label: t('validity.markValid'), group: 'inbox', keys: 'v', writes: true, run: () => judge('valid') },
    { id: 'judge-invalid', label: t('validity.markInvalid'), group: 'inbox', keys: 'Shift+V', writes: true, run: () => judge('invalid') },
  ]);
  return (
    <>
      <Button size="sm" writes kbd="v" icon={<Check size={13} aria-hidden="true" />} onClick={() => judge('valid')}>
        {t('validity.markValid')}
      </Button>
      <Button size="sm" writes kbd="Shift+V" icon={<X size={13} aria-hidden="true" />} onClick={() => judge('invalid')}>
        {t('validity.markInvalid')}
      </Button>
      <Menu
        label={t('status.change')}
        items={nextStatuses(detail.status).map((to) => ({
          key: to,
          label: t(`domain:complaintStatus.${to}`),
          onSelect: () => onAsk({ kind: 'status', to }),
        }))}
      >
        <Button size="sm" writes icon={<Workflow size={13} aria-hidden="true" />}>
          {t('status.change')}
        </Button>
      </Menu>
    </>
  );
}

function Verdict({ detail }: { detail: ComplaintDetail }) {
  const { t } = useTranslation(['complaints', 'domain']);
  if (detail.invalidReason === null && detail.validityNote === null) return null;
  return (
    <p className="cd-verdict">
      {detail.invalidReason !== null && <strong>{t(`domain:invalidReason.${detail.invalidReason}`)}</strong>} {detail.validityNote}
    </p>
  );
}

function Loaded({ detail, onOpen, groupActions }: Omit<ComplaintDetailProps, 'id' | 'onClose'> & { detail: ComplaintDetail }) {
  const { t } = useTranslation(['domain', 'complaints']);
  const mayHandle = useCan('complaint:update');
  const [asking, setAsking] = useState<Asking>(null);
  const close = (): void => setAsking(null);
  return (
    <>
      <div className="cd-chips">
        <PriorityBadge priority={detail.priority} />
        <Badge tone="accent">{t(`complaintStatus.${detail.status}`)}</Badge>
        <ValidityBadge validity={detail.validity} />
        {detail.history && (
          <span title={t('complaints:detail.historyMeans')}>
            <Badge icon={<History size={12} aria-hidden="true" />}>{t('complaints:row.history')}</Badge>
          </span>
        )}
        <SetAsideBadge row={detail} />
        <Time at={detail.receivedAt} relative />
      </div>
      <Verdict detail={detail} />
      <div className="cd-actions">
        {mayHandle && <Handling detail={detail} onAsk={setAsking} />}
        {groupActions?.(detail)}
      </div>
      {detail.subject !== null && <p className="cd-subject">{detail.subject}</p>}
      <ComplaintText detail={detail} />
      <Standing detail={detail} onOpen={onOpen} />
      <Contact detail={detail} />
      <SamePerson detail={detail} onOpen={onOpen} />
      <Facts detail={detail} />
      <Messages detail={detail} />
      <Replies detail={detail} />
      <Attachments detail={detail} />
      <Payload detail={detail} />
      <HandlingHistory id={detail.id} />
      {asking?.kind === 'validity' && <ValidityDialog detail={detail} preset={asking.preset} onClose={close} />}
      {asking?.kind === 'status' && <StatusDialog detail={detail} to={asking.to} onClose={close} />}
    </>
  );
}

/** One complaint beside its list, or a page of its own on a narrow screen. */
export function ComplaintDetailPane({ id, onClose, onOpen, groupActions }: ComplaintDetailProps) {
  const { t } = useTranslation('complaints');
  const { data, error, isLoading, refetch } = useQuery(complaintQuery(id));
  useCommands([{ id: 'close-complaint', label: t('detail.close'), group: 'list', keys: 'Escape', palette: false, run: onClose }]);
  return (
    <article className="cd" aria-label={t('detail.label', { no: data?.receiptNo ?? '' })}>
      <header className="cd-head">
        <Button variant="ghost" icon={<ArrowLeft size={15} aria-hidden="true" />} className="cd-back" onClick={onClose}>
          {t('detail.back')}
        </Button>
        <h2 className="cd-title mono clip">{data?.receiptNo ?? t('detail.loading')}</h2>
        <Button
          variant="ghost"
          className="cd-close"
          icon={<X size={15} aria-hidden="true" />}
          aria-label={t('detail.close')}
          onClick={onClose}
        />
      </header>
      <div className="cd-body" tabIndex={0} role="group" aria-label={t('detail.label', { no: data?.receiptNo ?? '' })}>
        {isLoading && <Skeleton rows={8} />}
        {error !== null && data === undefined && <ErrorCard error={error} onRetry={() => void refetch()} />}
        {data !== undefined && (
          <Loaded key={data.id} detail={data} onOpen={onOpen} {...(groupActions === undefined ? {} : { groupActions })} />
        )}
      </div>
    </article>
  );
}
