import { isReason } from '@tocsin/shared/kernel';
import { REPLY_TEXT_MAX, REPLY_VIAS, type GivenReply, type ReplyVia } from '@tocsin/shared/complaints';
import { useTranslation } from 'react-i18next';
import { usePrefs } from '../../../lib/prefs.js';
import { fieldOf, instantOf } from '../../../lib/zone-time.js';
import { SelectField, TextArea, TextField } from '../../../ui/field.js';

/** As it is typed: nothing is chosen for whoever records it. */
export interface ReplyDraft {
  via: ReplyVia | '';
  at: string;
  text: string;
}

export const blankReply = (now: number, zone: string): ReplyDraft => ({
  via: '',
  at: fieldOf(new Date(now).toISOString(), zone),
  text: '',
});

export function replyOf({ via, at, text }: ReplyDraft, zone: string): GivenReply | null {
  const when = instantOf(at, zone);
  return via === '' || when === undefined || !isReason(text) ? null : { via, at: when, text: text.trim() };
}

/** What the complainant was told, which they will read word for word. */
export function ReplyFields({ draft, onChange }: { draft: ReplyDraft; onChange: (draft: ReplyDraft) => void }) {
  const { t } = useTranslation(['complaints', 'domain']);
  const { zone } = usePrefs();
  return (
    <fieldset className="cp-reply">
      <legend className="field__label">{t('reply.title')}</legend>
      <TextArea
        label={t('reply.text')}
        hint={t('reply.hint')}
        value={draft.text}
        maxLength={REPLY_TEXT_MAX}
        onChange={({ target }) => onChange({ ...draft, text: target.value })}
      />
      <div className="cp-reply__row">
        <SelectField
          label={t('reply.via')}
          value={draft.via}
          options={[
            { value: '', label: t('validity.choose') },
            ...REPLY_VIAS.map((value) => ({ value: value as string, label: t(`domain:replyVia.${value}`) })),
          ]}
          onChange={({ target }) => onChange({ ...draft, via: REPLY_VIAS.find((one) => one === target.value) ?? '' })}
        />
        <TextField
          type="datetime-local"
          label={t('reply.at', { zone })}
          value={draft.at}
          onChange={({ target }) => onChange({ ...draft, at: target.value })}
        />
      </div>
    </fieldset>
  );
}
