import { useQueries, useQuery } from '@tanstack/react-query';
import type { MoveEffect } from '@tocsin/shared/clustering';
import type { GroupId } from '@tocsin/shared/kernel';
import { useTranslation } from 'react-i18next';
import { useCounted } from '../../../lib/counted.js';
import { count } from '../../../lib/format.js';
import { groupName } from '../../../lib/group-name.js';
import { useIncidentDirectory } from '../../../lib/incident-directory.js';
import { ProblemLine, WaitingWords } from '../../../ui/states.js';
import { effectQuery, groupQuery } from '../api.js';
import type { Step } from './plan.rules.js';

/** Null while it is being read: a name that changes under the eye is worse than none. */
export function useGroupTitle(id: GroupId | null): string | null {
  const { t } = useTranslation('groups');
  const { data, isPending } = useQuery({ ...groupQuery(id as GroupId), enabled: id !== null });
  if (data !== undefined) return groupName(data);
  return isPending && id !== null ? null : t('unnamed');
}

/** ` INC-2026-0042` after a group's name, or nothing. */
function useIncidentSuffix(): (id: MoveEffect['incidentFrom']) => string {
  const { named } = useIncidentDirectory();
  return (id) => {
    const incident = named(id);
    return incident === null ? '' : ` ${incident.no}`;
  };
}

function Line({ step, effect }: { step: Step; effect: MoveEffect }) {
  const { t } = useTranslation('groups');
  const counted = useCounted();
  const title = useGroupTitle(step.from);
  const incident = useIncidentSuffix();
  if (title === null) return <WaitingLine />;
  const values = {
    title: `${title}${incident(effect.incidentFrom)}`,
    n: counted('posts', effect.complaints),
    people: counted('people', effect.complainants),
    rest: count(effect.fromAfter),
  };
  if (step.kind === 'merge') return <li>{t('effect.merge', values)}</li>;
  return <li>{step.kind === 'split' ? t('effect.split', values) : t('effect.move', values)}</li>;
}

const WaitingLine = () => (
  <li>
    <WaitingWords />
  </li>
);

/** Where it all ends up. Each effect is asked for alone, so what the others bring is added here. */
function IntoLine({ into, effects }: { into: GroupId; effects: readonly MoveEffect[] }) {
  const { t } = useTranslation('groups');
  const title = useGroupTitle(into);
  const incident = useIncidentSuffix();
  const [first] = effects;
  if (first === undefined) return null;
  if (title === null) return <WaitingLine />;
  const before = first.intoAfter - first.complaints;
  const after = before + effects.reduce((sum, { complaints }) => sum + complaints, 0);
  return <li>{t('effect.into', { title: `${title}${incident(first.incidentInto)}`, n: count(after) })}</li>;
}

/** The consequence in numbers before anything is done: who moves, who stays, who is told, and that it can be taken back. */
export function EffectLines({ steps }: { steps: readonly Step[] }) {
  const { t } = useTranslation('groups');
  const counted = useCounted();
  const answers = useQueries({ queries: steps.map((step) => effectQuery(step)) });
  const failed = answers.find(({ error }) => error !== null);
  if (failed !== undefined) return <ProblemLine error={failed.error} />;
  const effects = answers.flatMap(({ data }) => data ?? []);
  if (effects.length < steps.length)
    return (
      <ul className="gr-effect">
        <WaitingLine />
      </ul>
    );
  const into = steps.find((step) => step.kind !== 'split')?.into ?? null;
  const watchers = Math.max(0, ...effects.map((effect) => effect.watchers));
  return (
    <ul className="gr-effect">
      {steps.map((step, i) => {
        const effect = effects[i];
        return effect === undefined ? null : <Line key={step.from} step={step} effect={effect} />;
      })}
      {into !== null && <IntoLine into={into} effects={effects} />}
      <li>{watchers === 0 ? t('effect.toldNobody') : t('effect.told', { people: counted('people', watchers) })}</li>
    </ul>
  );
}
