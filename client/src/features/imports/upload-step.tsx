import type { ImportJob } from '@tocsin/shared/complaints';
import { FileUp } from 'lucide-react';
import { useRef, useState, type DragEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.js';
import { cx } from '../../ui/classes.js';
import { ProblemLine } from '../../ui/states.js';
import { useUpload } from './api.js';

const TYPES = '.csv,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export function UploadStep({ onUploaded }: { onUploaded: (job: ImportJob) => void }) {
  const { t } = useTranslation('imports');
  const upload = useUpload();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const send = (file: File | undefined): void => {
    if (file !== undefined) upload.mutate(file, { onSuccess: onUploaded });
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    send(event.dataTransfer.files[0]);
  };
  return (
    <div
      className={cx('im-drop', over && 'im-drop--over')}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <FileUp size={26} aria-hidden="true" />
      <p className="im-drop__title">{upload.isPending ? t('upload.busy') : t('upload.drop')}</p>
      <p className="muted">{t('upload.hint')}</p>
      <input
        ref={input}
        type="file"
        accept={TYPES}
        className="sr-only"
        tabIndex={-1}
        aria-label={t('upload.choose')}
        onChange={({ target }) => {
          send(target.files?.[0]);
          target.value = '';
        }}
      />
      <Button variant="primary" writes busy={upload.isPending} onClick={() => input.current?.click()}>
        {t('upload.choose')}
      </Button>
      <ProblemLine error={upload.error} />
    </div>
  );
}
