import { OVERVIEW } from '@tocsin/shared/live';
import { useTranslation } from 'react-i18next';
import { ComplaintsDesk } from '../../features/complaints/index.js';
import { groupActionsFor, useComplaintActions } from './complaint-actions.js';
import { useComplaintView } from './use-complaint-view.js';

export function InboxPage() {
  const { t } = useTranslation('shell');
  const [view, setView] = useComplaintView();
  const actions = useComplaintActions();
  return (
    <>
      <h1 className="sr-only">{t('nav.inbox')}</h1>
      <ComplaintsDesk views view={view} setView={setView} stream={OVERVIEW} place="inbox" {...actions} groupActions={groupActionsFor} />
    </>
  );
}
