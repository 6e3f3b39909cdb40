import { useId, type SyntheticEvent } from 'react';
import { count, graphemes } from '../../lib/format.js';
import { describedBy, Field } from '../field.js';
import { PageTitle } from '../shell.js';
import { Trouble } from '../trouble.js';
import { useWords } from '../words.js';
import { AreaSelect } from './area-select.js';
import { MAX_TEXT } from './check.js';
import { Consent } from './consent.js';
import { DemandChips } from './demand-chips.js';
import { Files } from './files.js';
import { today, useFiling } from './use-filing.js';
import { useUploads } from './use-uploads.js';

type Filing = ReturnType<typeof useFiling>;

function WhatField({ answers, faults, change }: Filing) {
  const t = useWords();
  const n = graphemes(answers.text.trim());
  const over = n > MAX_TEXT;
  return (
    <Field
      id="text"
      label="form.what"
      fault={faults.text}
      hint={
        <>
          <span>{t('form.whatHint')}</span>
          <span className={over ? 'pub-count pub-count--over' : 'pub-count'}>{t('form.counted', { n: count(n) })}</span>
        </>
      }
    >
      <textarea
        id="text"
        className="pub-input pub-input--text"
        rows={6}
        value={answers.text}
        required
        aria-invalid={faults.text !== undefined}
        aria-describedby={describedBy('text', true, faults.text !== undefined)}
        onChange={({ target }) => change({ text: target.value })}
      />
    </Field>
  );
}

function FactFields({ answers, faults, change }: Filing) {
  return (
    <>
      <div className="pub-pair">
        <Field id="orderRef" label="form.orderRef" optional fault={faults.orderRef}>
          <input
            id="orderRef"
            className="pub-input"
            value={answers.orderRef}
            autoComplete="off"
            autoCapitalize="characters"
            aria-invalid={faults.orderRef !== undefined}
            aria-describedby={describedBy('orderRef', false, faults.orderRef !== undefined)}
            onChange={({ target }) => change({ orderRef: target.value })}
          />
        </Field>
        <Field id="occurredOn" label="form.date" optional fault={faults.occurredOn}>
          <input
            id="occurredOn"
            type="date"
            className="pub-input"
            value={answers.occurredOn}
            max={today()}
            aria-invalid={faults.occurredOn !== undefined}
            aria-describedby={describedBy('occurredOn', false, faults.occurredOn !== undefined)}
            onChange={({ target }) => change({ occurredOn: target.value })}
          />
        </Field>
      </div>
      <Field id="place" label="form.place" group optional fault={faults.adcode}>
        <AreaSelect
          id="adcode"
          path={answers.area}
          describedBy={describedBy('place', false, faults.adcode !== undefined)}
          onChange={(area, adcode) => change({ area, adcode })}
        />
      </Field>
    </>
  );
}

function ContactField({ answers, faults, change }: Filing) {
  const t = useWords();
  return (
    <Field id="contact" label="form.contact" fault={faults.contact} hint={t('form.contactHint')}>
      <input
        id="contact"
        className="pub-input"
        value={answers.contact}
        required
        autoComplete="tel"
        aria-invalid={faults.contact !== undefined}
        aria-describedby={describedBy('contact', true, faults.contact !== undefined)}
        onChange={({ target }) => change({ contact: target.value })}
      />
    </Field>
  );
}

/** Seen by programs only: whoever fills it gets a receipt that leads nowhere. */
function Honeypot({ answers, change }: Filing) {
  const t = useWords();
  const id = useId();
  return (
    <div className="pub-away" aria-hidden="true">
      <label htmlFor={id}>{t('form.website')}</label>
      <input
        id={id}
        name="website"
        tabIndex={-1}
        autoComplete="off"
        value={answers.website}
        onChange={({ target }) => change({ website: target.value })}
      />
    </div>
  );
}

function Foot({ filing, closed, uploading }: { filing: Filing; closed: boolean; uploading: boolean }) {
  const t = useWords();
  const { answers, sending, clear, faults } = filing;
  const wrong = Object.keys(faults).length;
  const drafted = answers.text !== '' || answers.orderRef !== '' || answers.occurredOn !== '';
  return (
    <>
      {wrong > 0 && (
        <p className="pub-trouble" role="alert">
          {t('form.summary', { n: wrong })}
        </p>
      )}
      {filing.error !== null && <Trouble error={filing.error} slow="form.slow" />}
      <button type="submit" className="pub-button pub-button--main" disabled={sending || uploading || closed}>
        {sending ? t('form.sending') : uploading ? t('form.uploading') : t('form.submit')}
      </button>
      {drafted && (
        <p className="pub-quiet pub-draft">
          {t('form.draftKept')}
          <button type="button" className="pub-link" onClick={clear}>
            {t('form.draftClear')}
          </button>
        </p>
      )}
    </>
  );
}

export function NewPage({ moved, closed }: { moved: boolean; closed: boolean }) {
  const t = useWords();
  const files = useUploads();
  const filing = useFiling(files);
  const { answers, faults, change } = filing;
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (!filing.sending) void filing.submit();
  };
  return (
    <>
      <PageTitle name="form.title" lead={t('form.lead')} moved={moved} />
      <form className="pub-card" noValidate onSubmit={submit}>
        <WhatField {...filing} />
        <FactFields {...filing} />
        <DemandChips chosen={answers.demands} fault={faults.demands} onChange={(demands) => change({ demands })} />
        <ContactField {...filing} />
        <Files files={files} fault={faults.attachments} />
        <Honeypot {...filing} />
        <Consent given={answers.consent} fault={faults.consent} onChange={(consent) => change({ consent })} />
        <Foot filing={filing} closed={closed} uploading={files.uploads.some((one) => one.state === 'sending')} />
      </form>
    </>
  );
}
