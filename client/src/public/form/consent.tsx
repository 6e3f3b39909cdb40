import { useWords, type Key } from '../words.js';

const PARTS = ['privacy.what', 'privacy.why', 'privacy.who', 'privacy.long', 'privacy.rights'] as const;

interface ConsentProps {
  given: boolean;
  fault: Key | undefined;
  onChange: (given: boolean) => void;
}

export function Consent({ given, fault, onChange }: ConsentProps) {
  const t = useWords();
  return (
    <div className={fault === undefined ? 'pub-field' : 'pub-field pub-field--fault'}>
      {fault !== undefined && (
        <p className="pub-field__fault" id="consent-fault">
          {t(fault)}
        </p>
      )}
      <label className="pub-consent">
        <input
          id="consent"
          type="checkbox"
          checked={given}
          aria-invalid={fault !== undefined}
          aria-describedby={fault === undefined ? undefined : 'consent-fault'}
          onChange={({ target }) => onChange(target.checked)}
        />
        <span>
          {t('form.consent')} {t('form.privacy')}
        </span>
      </label>
      <details className="pub-privacy">
        <summary>{t('form.privacyRead')}</summary>
        {PARTS.map((part) => (
          <p key={part}>{t(part)}</p>
        ))}
      </details>
    </div>
  );
}
