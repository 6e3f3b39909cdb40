import { BookmarkPlus, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../../lib/desk.js';
import { newKey } from '../../../lib/new-key.js';
import { Button } from '../../../ui/button.js';
import { cx } from '../../../ui/classes.js';
import { ConfirmDialog } from '../../../ui/dialog.js';
import { TextField } from '../../../ui/field.js';
import { toasts } from '../../../ui/toasts.js';
import { savedViewOf, searchOf, withoutView, withView } from '../desk.rules.js';
import { activeFilters, NO_FILTER, type ComplaintView, type SetView } from '../view.rules.js';

interface Props {
  view: ComplaintView;
  setView: SetView;
}

function SaveDialog({ view, onClose }: { view: ComplaintView; onClose: () => void }) {
  const { t } = useTranslation('complaints');
  const { desk, change } = useDesk();
  const [name, setName] = useState('');
  const wanted = name.trim();
  const save = (): void => {
    change((before) => withView(before, { id: newKey(), name: wanted, search: searchOf(view) }));
    toasts.ok(t('views.saved', { name: wanted }));
    onClose();
  };
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      onConfirm={save}
      title={t('views.save')}
      consequence={desk.views.some((one) => one.name === wanted) ? t('views.replaces', { name: wanted }) : t('views.effect')}
      confirmLabel={t('views.save')}
      blockedBy={wanted === '' ? t('views.nameNeeded') : null}
    >
      <TextField label={t('views.name')} value={name} maxLength={40} onChange={(event) => setName(event.target.value)} />
    </ConfirmDialog>
  );
}

/** The reader's own views under the ready-made ones; the present filter becomes one by a name. */
export function SavedViews({ view, setView }: Props) {
  const { t } = useTranslation('complaints');
  const { desk, change } = useDesk();
  const [saving, setSaving] = useState(false);
  const current = savedViewOf(desk, view);
  const remove = (id: string, name: string): void => {
    const before = desk;
    change((now) => withoutView(now, id));
    toasts.undoable(t('views.removed', { name }), () => change((now) => ({ ...now, views: before.views })));
  };
  return (
    <>
      {desk.views.length > 0 && <h2 className="cp-views__head">{t('views.own')}</h2>}
      {desk.views.map(({ id, name, search }) => (
        <span key={id} className="cp-views__own">
          <button
            type="button"
            className={cx('cp-views__item', id === current?.id && 'cp-views__item--on')}
            aria-current={id === current?.id ? 'true' : undefined}
            // The address is checked as it is read: what a view of an older version says and this one does not know is dropped there.
            onClick={() => setView({ ...NO_FILTER, sort: undefined, ...(search as ComplaintView), id: undefined })}
          >
            <span className="clip">{name}</span>
          </button>
          <Button
            variant="ghost"
            size="sm"
            writes
            icon={<X size={12} aria-hidden="true" />}
            aria-label={t('views.remove', { name })}
            onClick={() => remove(id, name)}
          />
        </span>
      ))}
      <Button
        variant="link"
        writes
        className="cp-views__save"
        icon={<BookmarkPlus size={14} aria-hidden="true" />}
        blockedBy={
          activeFilters(view).length === 0 ? t('views.filterFirst') : current === null ? null : t('views.isSaved', { name: current.name })
        }
        onClick={() => setSaving(true)}
      >
        {t('views.save')}
      </Button>
      {saving && <SaveDialog view={view} onClose={() => setSaving(false)} />}
    </>
  );
}
