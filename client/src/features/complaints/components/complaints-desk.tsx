import { ComplaintId } from '@tocsin/shared/kernel';
import type { ComplaintDetail } from '@tocsin/shared/complaints';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { compact } from '../../../lib/format.js';
import { BREAKPOINT, useMedia } from '../../../lib/use-media.js';
import { cx } from '../../../ui/classes.js';
import { viewCountQuery, type Filter } from '../api.js';
import { ComplaintDetailPane } from '../detail/complaint-detail.js';
import { filterOf, INBOX_FILTERS, INBOX_VIEWS, inboxViewOf, NO_FILTER, type ComplaintView, type SetView } from '../view.rules.js';
import './complaints-desk.css';
import { SavedViews } from './saved-views.js';
import { ComplaintsTable, type ComplaintsTableProps } from './complaints-table.js';

export interface ComplaintsDeskProps extends ComplaintsTableProps {
  /** Ready-made filters at the left, as the inbox has them. */
  views?: boolean;
  groupActions?: (complaint: ComplaintDetail) => ReactNode;
}

function ViewCount({ filter }: { filter: Filter }) {
  const { data } = useQuery(viewCountQuery(filter));
  return data === undefined ? null : <span className="cp-views__count">{compact(data)}</span>;
}

function InboxViews({ view, setView }: { view: ComplaintView; setView: SetView }) {
  const { t } = useTranslation('complaints');
  const current = inboxViewOf(view);
  return (
    <nav className="cp-views" aria-label={t('inbox.views')}>
      {INBOX_VIEWS.map((name) => (
        <button
          key={name}
          type="button"
          className={cx('cp-views__item', name === current && 'cp-views__item--on')}
          aria-current={name === current ? 'true' : undefined}
          onClick={() => setView({ ...NO_FILTER, ...INBOX_FILTERS[name], id: undefined })}
        >
          {t(`inbox.view.${name}`)}
          <ViewCount filter={filterOf(INBOX_FILTERS[name])} />
        </button>
      ))}
      <SavedViews view={view} setView={setView} />
    </nav>
  );
}

/** List and detail side by side; on a narrow screen the detail takes the list's place, and Back gives it back. */
export function ComplaintsDesk({ views = false, groupActions, ...table }: ComplaintsDeskProps) {
  const { view, setView } = table;
  const narrow = useMedia(BREAKPOINT.column);
  const id = ComplaintId.safeParse(view.id);
  const open = id.success ? id.data : null;
  const detail = open !== null && (
    <ComplaintDetailPane
      id={open}
      onClose={() => setView({ id: undefined })}
      onOpen={(next) => setView({ id: next })}
      {...(groupActions === undefined ? {} : { groupActions })}
    />
  );
  if (narrow && detail !== false) return <div className="cp-desk cp-desk--page">{detail}</div>;
  return (
    <div className={cx('cp-desk', views && 'cp-desk--views', open !== null && 'cp-desk--open')}>
      {views && <InboxViews view={view} setView={setView} />}
      <div className="cp-desk__list">
        <ComplaintsTable {...table} />
      </div>
      {detail !== false && <aside className="cp-desk__detail">{detail}</aside>}
    </div>
  );
}
