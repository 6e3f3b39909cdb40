import { useTranslation } from 'react-i18next';
import { count } from '../../../lib/format.js';
import { Button } from '../../../ui/button.js';

interface LoadMoreProps {
  list: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => Promise<unknown> };
  shown: number;
  total: number;
}

/** Says how many of all are listed, and reads the next page; nothing when all of them are. */
export function LoadMore({ list, shown, total }: LoadMoreProps) {
  const { t } = useTranslation('identity');
  if (!list.hasNextPage) return null;
  return (
    <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
      {t('more', { shown: count(shown), total: count(total) })}
    </Button>
  );
}
