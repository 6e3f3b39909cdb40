import { Link } from '@tanstack/react-router';
import type { GroupDetail } from '@tocsin/shared/clustering';
import { useTranslation } from 'react-i18next';
import { decimal } from '../../../lib/format.js';
import { ExplainedFields } from '../../../ui/explained-fields.js';
import { Panel } from '../../../ui/panel.js';
import { TermBars } from '../../../ui/term-bars.js';

/** What holds the group together, in words and complaints a person can read. */
export function GroupExplanation({ group }: { group: GroupDetail }) {
  const { t } = useTranslation('groups');
  const { terms, fields, nearest } = group.explanation;
  return (
    <Panel title={t('explain.title')} meta={t('explain.meta')} scroll className="gv-panel">
      <h3 className="gv-sub">{t('explain.terms')}</h3>
      {terms.length === 0 ? <p className="muted">{t('explain.noTerms')}</p> : <TermBars terms={terms} />}
      {fields.length > 0 && (
        <>
          <h3 className="gv-sub">{t('explain.fields')}</h3>
          <ExplainedFields fields={fields} />
        </>
      )}
      <h3 className="gv-sub">{t('explain.nearest')}</h3>
      <ul className="gv-near">
        {nearest.map((near) => (
          <li key={near.complaintId}>
            <Link to="/inbox" search={{ groupId: group.id, id: near.complaintId }}>
              {near.excerpt}
            </Link>
            <span className="muted">{decimal(near.score, 2)}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
