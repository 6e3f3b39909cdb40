import { Link } from '@tanstack/react-router';
import { isOver, movesFrom, type IncidentDetail } from '@tocsin/shared/incidents';
import { ChevronDown, List } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan } from '../../../lib/session.js';
import { Button } from '../../../ui/button.js';
import { Menu, Popover } from '../../../ui/menu.js';
import { Pill } from '../../../ui/pill.js';
import { SeverityBadge } from '../../../ui/severity.js';
import { useNow, useSpan } from '../../../ui/time.js';
import './incident-header.css';
import { CommanderDialog } from './commander-dialog.js';
import { FactsDialog } from './facts-dialog.js';
import { MoveDialog } from './move-dialog.js';
import { RenameDialog } from './rename-dialog.js';
import { SeverityDialog } from './severity-dialog.js';
import { SeverityReasons } from './severity-reasons.js';
import { Stages } from './stages.js';

type Target = ReturnType<typeof movesFrom>[number];
type Open = { kind: 'move'; to: Target } | { kind: 'severity' } | { kind: 'rename' | 'commander' | 'facts' } | null;

function Elapsed({ incident }: { incident: IncidentDetail }) {
  const { t } = useTranslation('incidents');
  const now = useNow(10_000);
  const span = useSpan();
  const end = incident.closedAt === null ? now : Date.parse(incident.closedAt);
  const over = incident.closedAt !== null;
  return (
    <Pill tone={over ? 'quiet' : incident.severity.level === 'S1' ? 's1' : 's2'} dot>
      {t(over ? 'header.lasted' : 'header.lasting', { span: span(end - Date.parse(incident.detectedAt)) })}
    </Pill>
  );
}

function Actions({ incident, onOpen }: { incident: IncidentDetail; onOpen: (what: Open) => void }) {
  const { t } = useTranslation(['incidents', 'domain']);
  const may = { move: useCan('incident:move'), declare: useCan('incident:declare'), severity: useCan('incident:severity') };
  const targets = movesFrom(incident.state).filter((to) => (to === 'declared' ? may.declare : may.move));
  const [first, ...rest] = targets;
  const more = [
    ...rest.map((to) => ({ key: to, label: t(`move.${to}`), danger: to === 'dismissed', onSelect: () => onOpen({ kind: 'move', to }) })),
    ...(may.severity && !isOver(incident.state)
      ? [{ key: 'severity', label: t('severity.change'), divided: rest.length > 0, onSelect: () => onOpen({ kind: 'severity' }) }]
      : []),
    ...(may.move ? [{ key: 'rename', label: t('rename.title'), onSelect: () => onOpen({ kind: 'rename' }) }] : []),
    ...(may.move && !isOver(incident.state)
      ? [{ key: 'commander', label: t('commander.title'), onSelect: () => onOpen({ kind: 'commander' }) }]
      : []),
    { key: 'facts', label: t('facts.title'), divided: may.move, onSelect: () => onOpen({ kind: 'facts' }) },
  ];
  return (
    <span className="inc-head__actions">
      {more.length > 0 && (
        <Menu items={more} label={t('header.more')}>
          <Button icon={<ChevronDown size={14} aria-hidden="true" />}>{t('header.more')}</Button>
        </Menu>
      )}
      {first !== undefined && (
        <Button variant="primary" writes onClick={() => onOpen({ kind: 'move', to: first })}>
          {t(`move.${first}`)}
        </Button>
      )}
    </span>
  );
}

export function IncidentHeader({ incident }: { incident: IncidentDetail }) {
  const { t } = useTranslation(['incidents', 'domain']);
  const [open, setOpen] = useState<Open>(null);
  const close = (): void => setOpen(null);
  return (
    <header className="inc-head">
      <Link to="/incidents" className="inc-head__back" aria-label={t('header.back')}>
        <List size={15} aria-hidden="true" />
      </Link>
      <Popover title={t('severity.why')} content={<SeverityReasons incident={incident} />}>
        <button type="button" className="inc-head__severity" title={t('severity.why')}>
          <SeverityBadge level={incident.severity.level} />
        </button>
      </Popover>
      <h1 className="inc-head__title clip" title={incident.title}>
        {incident.title}
      </h1>
      <span className="inc-head__no mono">{incident.no}</span>
      <Elapsed incident={incident} />
      <Pill tone="quiet">
        {t('header.commander')} <strong>{incident.commander?.name ?? t('commander.nobody')}</strong>
      </Pill>
      <Stages state={incident.state} />
      <Actions incident={incident} onOpen={setOpen} />
      {open?.kind === 'move' && <MoveDialog incident={incident} to={open.to} onClose={close} />}
      {open?.kind === 'severity' && <SeverityDialog incident={incident} onClose={close} />}
      {open?.kind === 'rename' && <RenameDialog incident={incident} onClose={close} />}
      {open?.kind === 'commander' && <CommanderDialog incident={incident} onClose={close} />}
      {open?.kind === 'facts' && <FactsDialog id={incident.id} onClose={close} />}
    </header>
  );
}
