import { useTranslation } from 'react-i18next';
import { dateTime } from '../../lib/format.js';
import { usePrefs } from '../../lib/prefs.js';
import { serverNow } from '../../lib/server-clock.js';
import { useMe } from '../../lib/session.js';
import { usePrinting } from '../../lib/use-printing.js';

/** A sheet of paper has no clock: it says when it was printed, by whom, and in which zone its times are. */
export function PrintNote() {
  const { t } = useTranslation('shell');
  const printing = usePrinting();
  const { zone } = usePrefs();
  const me = useMe();
  if (!printing) return null;
  return <p className="print-note">{t('printed', { time: dateTime(serverNow()), zone, name: me?.name ?? '' })}</p>;
}
