import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.js';
import { Copyable } from '../../ui/copyable.js';
import { Dialog } from '../../ui/dialog.js';

export function MadeLink({ name, token, onClose }: { name: string; token: string; onClose: () => void }) {
  const { t } = useTranslation('admin');
  const url = new URL(`/wall/${token}`, window.location.origin).href;
  return (
    <Dialog
      open
      locked
      title={name}
      onClose={onClose}
      footer={
        <Button variant="primary" onClick={onClose}>
          {t('walls.kept')}
        </Button>
      }
    >
      <p className="dialog__consequence">{t('walls.shownOnce')}</p>
      <Copyable text={url} label={name} />
    </Dialog>
  );
}
