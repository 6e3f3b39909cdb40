import { isReason } from '@tocsin/shared/kernel';
import { REPLY_TEXT_MAX, REPLY_VIAS, type GivenReply, type ReplyVia } from '@tocsin/shared/complaints';
import { useTranslation } from 'react-i18next';
import { serverNow } from '../../../lib/server-clock.js';
import { SelectField, TextArea } from '../../../ui/field.js';
import { TimeField } from '../../../ui/time-field.js';

/** As it is typed: nothing is chosen for whoever records it. */
export interface ReplyDraft {
  via: ReplyVia | '';
  at: string | undefined;
  text: string;
}

export const blankReply = (): ReplyDraft => ({ via: '', at: new Date(serverNow()).toISOString(), text: '' });

export const replyOf = ({ via, at, text }: ReplyDraft): GivenReply | null =>
  via === '' || at === undefined || !isReason(text) ? null : { via, at, text: text.trim() };

/** What the complainant was told, which they will read word for word. */
export function ReplyFields({ draft, onChange }: { draft: ReplyDraft; onChange: (draft: ReplyDraft) => void }) {
  const { t } = useTranslation(['complaints', 'domain']);
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
        <TimeField label={t('reply.at')} value={draft.at} onChange={(at) => onChange({ ...draft, at })} />
      </div>
    </fieldset>
  );
}
