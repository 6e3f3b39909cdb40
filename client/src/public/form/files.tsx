import { useRef } from 'react';
import { describedBy, Field } from '../field.js';
import { useWords, type Key } from '../words.js';
import { MAX_FILES, type Upload, type useUploads } from './use-uploads.js';

const ACCEPT = 'image/*,audio/*,video/*,application/pdf,.docx,.xlsx,.pptx';

function FileRow({ upload, onRemove, onRetry }: { upload: Upload; onRemove: () => void; onRetry: () => void }) {
  const t = useWords();
  const { file, state, share, fault } = upload;
  const percent = Math.round(share * 100);
  const tooLarge = fault?.key === 'files.tooLarge' || fault?.key === 'files.type';
  return (
    <li className={`pub-file pub-file--${state}`}>
      <span className="pub-file__name">{file.name}</span>
      <span className="pub-file__state">
        {state === 'sending' && t('files.uploading', { percent })}
        {state === 'done' && t('files.done')}
        {fault !== null && t(fault.key, { at: fault.at ?? '' })}
      </span>
      {state === 'sending' && <progress className="pub-file__bar" value={percent} max={100} aria-label={file.name} />}
      <span className="pub-file__acts">
        {state === 'failed' && !tooLarge && (
          <button type="button" className="pub-small" onClick={onRetry} aria-label={t('files.retry', { name: file.name })}>
            ↻
          </button>
        )}
        <button type="button" className="pub-small" onClick={onRemove} aria-label={t('files.remove', { name: file.name })}>
          ✕
        </button>
      </span>
    </li>
  );
}

/** The browser's own file button speaks the browser's language, so it is covered by a label of ours. */
export function Files({ files, fault }: { files: ReturnType<typeof useUploads>; fault: Key | undefined }) {
  const t = useWords();
  const input = useRef<HTMLInputElement>(null);
  const full = files.uploads.length >= MAX_FILES;
  return (
    <Field id="attachments" label="files.label" group optional hint={t('files.hint')} fault={fault}>
      <label className={full ? 'pub-pick pub-pick--off' : 'pub-pick'}>
        {t('files.choose')}
        <input
          ref={input}
          type="file"
          multiple
          accept={ACCEPT}
          disabled={full}
          className="pub-hidden"
          aria-describedby={describedBy('attachments', true, fault !== undefined)}
          onChange={(event) => {
            files.add([...(event.target.files ?? [])]);
            event.target.value = '';
          }}
        />
      </label>
      <div aria-live="polite">
        {files.tooMany && <p className="pub-field__fault">{t('files.tooMany')}</p>}
        {files.uploads.length > 0 && (
          <ul className="pub-files">
            {files.uploads.map((upload) => (
              <FileRow key={upload.key} upload={upload} onRemove={() => files.remove(upload.key)} onRetry={() => files.retry(upload)} />
            ))}
          </ul>
        )}
      </div>
    </Field>
  );
}
