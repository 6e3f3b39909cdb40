import type { ImportChoice, ImportJob } from '@tocsin/shared/complaints';
import { TABLE_ENCODINGS, type TableEncoding } from '@tocsin/shared/kernel';
import { FileUp } from 'lucide-react';
import { useRef, useState, type DragEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { isProblem } from '../../lib/problem-error.js';
import { Button } from '../../ui/button.js';
import { cx } from '../../ui/classes.js';
import { SelectField } from '../../ui/field.js';
import { useUpload } from './api.js';
import { FaultLine } from './fault-text.js';

const TYPES = [
  ...['.csv', '.txt', '.tsv', '.xlsx', '.xlsm', '.xls', '.xlsb', '.ods', 'text/csv', 'application/vnd.ms-excel'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.oasis.opendocument.spreadsheet',
].join(',');

/** A file that does not fit the encoding it seems to have can be sent again in another. */
function EncodingAgain({ onChoose }: { onChoose: (encoding: TableEncoding) => void }) {
  const { t } = useTranslation('imports');
  return (
    <SelectField
      label={t('upload.encodingAgain')}
      value=""
      options={[
        { value: '', label: t('upload.encodingPick') },
        ...TABLE_ENCODINGS.map((value) => ({ value, label: t(`encoding.${value}`) })),
      ]}
      onChange={({ target }) => {
        if (target.value !== '') onChoose(target.value as TableEncoding);
      }}
    />
  );
}

export function UploadStep({ onUploaded }: { onUploaded: (job: ImportJob) => void }) {
  const { t } = useTranslation('imports');
  const upload = useUpload();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const send = (file: File | undefined, choice: ImportChoice = {}): void => {
    if (file !== undefined) upload.mutate({ file, choice }, { onSuccess: onUploaded });
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    send(event.dataTransfer.files[0]);
  };
  const misread = isProblem(upload.error, 'upload/unreadable') && upload.error.params['fault'] === 'bad_byte';
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
      <FaultLine error={upload.error} />
      {misread && <EncodingAgain onChoose={(encoding) => send(upload.variables?.file, { encoding })} />}
    </div>
  );
}
