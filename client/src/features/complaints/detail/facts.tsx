import type { ComplaintDetail } from '@tocsin/shared/complaints';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { compact, dateTime, money } from '../../../lib/format.js';
import { Badge } from '../../../ui/badge.js';
import { Emotion } from '../components/columns.js';

function usePairs(detail: ComplaintDetail): [string, ReactNode][] {
  const { t } = useTranslation(['complaints', 'domain']);
  const reach = detail.reachDetail;
  const amount = detail.amount;
  const place = detail.findings?.place ?? null;
  const pairs: [string, ReactNode][] = [
    [t('detail.received'), dateTime(detail.receivedAt)],
    [t('detail.occurred'), detail.occurredAt === null ? null : dateTime(detail.occurredAt)],
    [t('detail.channel'), [t(`domain:channel.${detail.channel}`), detail.source].filter(Boolean).join(' · ')],
    [t('detail.product'), [detail.brand, detail.product].filter(Boolean).join(' · ')],
    [t('detail.order'), detail.orderRef === null ? null : <span className="mono">{detail.orderRef}</span>],
    [
      t('detail.place'),
      place === null ? null : (
        <>
          {place.name}
          {place.approximate && <span className="muted"> {t('detail.approximate')}</span>}
          <span className="muted"> {t(`placeSource.${place.source}`)}</span>
        </>
      ),
    ],
    [t('detail.amount'), amount === null ? null : money(amount)],
    [t('detail.reach'), detail.reach === null ? null : compact(detail.reach)],
    [
      t('detail.link'),
      reach?.url === undefined ? null : (
        <a href={reach.url} target="_blank" rel="noreferrer noopener" className="clip">
          {reach.url}
        </a>
      ),
    ],
    [t('detail.externalId'), detail.externalId === null ? null : <span className="mono">{detail.externalId}</span>],
    [
      t('detail.sha256'),
      <span key="sha" className="mono cd-hash" title={detail.rawSha256}>
        {detail.rawSha256.slice(0, 16)}…
      </span>,
    ],
  ];
  return pairs.filter(([, value]) => value !== null && value !== '');
}

function Found({ detail }: { detail: ComplaintDetail }) {
  const { t } = useTranslation(['complaints', 'domain']);
  const { findings } = detail;
  if (findings === null) return <p className="muted">{t('detail.unread')}</p>;
  const facts = findings.facts.filter((fact, i, all) => all.findIndex((one) => one.kind === fact.kind && one.value === fact.value) === i);
  return (
    <div className="cd-found">
      {findings.flags.map(({ flag }) => (
        <Badge key={flag} tone="s1">
          {t(`domain:flag.${flag}`)}
        </Badge>
      ))}
      {findings.escalation.map(({ signal }) => (
        <Badge key={signal} tone="s2">
          {t(`signal.${signal}`)}
        </Badge>
      ))}
      {detail.demands.map((demand) => (
        <Badge key={demand} tone="accent">
          {t(`domain:demand.${demand}`)}
        </Badge>
      ))}
      <Badge>
        <Emotion emotion={findings.emotion.stage} /> {findings.emotion.intensity}
      </Badge>
      {facts.map((fact) => (
        <Badge key={`${fact.kind}-${fact.value}`}>
          {t(`fact.${fact.kind}`)} <span className="mono">{fact.value}</span>
        </Badge>
      ))}
    </div>
  );
}

export function Facts({ detail }: { detail: ComplaintDetail }) {
  const { t } = useTranslation('complaints');
  const pairs = usePairs(detail);
  return (
    <section className="cd-section" aria-labelledby="cd-facts">
      <h3 id="cd-facts" className="cd-section__title">
        {t('detail.facts')}
      </h3>
      <Found detail={detail} />
      <dl className="cd-facts">
        {pairs.map(([name, value]) => (
          <div key={name} className="cd-facts__row">
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
