import type { TrackedComplaint } from '@tocsin/shared/complaints';
import { useEffect, useRef, useState, type SyntheticEvent } from 'react';
import { isFailure } from '../failure.js';
import { describedBy, Field } from '../field.js';
import { PageTitle } from '../shell.js';
import { Trouble } from '../trouble.js';
import { useWords, type Key } from '../words.js';
import type { Pair } from './actions.js';
import { Result } from './result.js';

const CODE = /^\d{6}$/;
const asked = (): string => new URLSearchParams(location.search).get('no') ?? '';

type Faults = Partial<Record<'receiptNo' | 'code', Key>>;

function useTracking() {
  const [receiptNo, setReceiptNo] = useState(asked);
  const [code, setCode] = useState('');
  const [faults, setFaults] = useState<Faults>({});
  const [error, setError] = useState<unknown>(null);
  const [asking, setAsking] = useState(false);
  const [complaint, setComplaint] = useState<TrackedComplaint | null>(null);
  const [pair, setPair] = useState<Pair>({ receiptNo: '', code: '' });
  const submit = async (): Promise<void> => {
    const digits = code.normalize('NFKC').replace(/\s/g, '');
    const found: Faults = {
      ...(receiptNo.trim() === '' ? { receiptNo: 'fault.receiptEmpty' } : {}),
      ...(CODE.test(digits) ? {} : { code: 'fault.codeForm' }),
    };
    setFaults(found);
    setError(null);
    const wrong = found.receiptNo ? 'receiptNo' : found.code ? 'code' : null;
    if (wrong !== null) return document.getElementById(wrong)?.focus();
    setAsking(true);
    try {
      const { track } = await import('../api.js');
      const opening = { receiptNo: receiptNo.normalize('NFKC').trim(), code: digits };
      setComplaint(await track(opening.receiptNo, opening.code));
      setPair(opening);
    } catch (failure) {
      setError(failure);
    } finally {
      setAsking(false);
    }
  };
  const again = (): void => {
    setComplaint(null);
    setReceiptNo('');
    setCode('');
  };
  return { receiptNo, setReceiptNo, code, setCode, faults, error, asking, complaint, setComplaint, pair, submit, again };
}

type Tracking = ReturnType<typeof useTracking>;

function PairFields({ receiptNo, setReceiptNo, code, setCode, faults }: Tracking) {
  const t = useWords();
  return (
    <>
      <Field id="receiptNo" label="track.receiptNo" hint={t('track.receiptHint')} fault={faults.receiptNo}>
        <input
          id="receiptNo"
          className="pub-input"
          value={receiptNo}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={40}
          aria-invalid={faults.receiptNo !== undefined}
          aria-describedby={describedBy('receiptNo', true, faults.receiptNo !== undefined)}
          onChange={({ target }) => setReceiptNo(target.value)}
        />
      </Field>
      <Field id="code" label="track.code" fault={faults.code}>
        <input
          id="code"
          className="pub-input pub-input--code"
          value={code}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={20}
          aria-invalid={faults.code !== undefined}
          aria-describedby={describedBy('code', false, faults.code !== undefined)}
          onChange={({ target }) => setCode(target.value)}
        />
      </Field>
    </>
  );
}

export function TrackPage({ moved, closed }: { moved: boolean; closed: boolean }) {
  const t = useWords();
  const tracking = useTracking();
  const { complaint, error, asking } = tracking;
  const result = useRef<HTMLDivElement>(null);
  const shown = complaint !== null;
  useEffect(() => {
    if (shown) result.current?.focus();
  }, [shown]);
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (!asking) void tracking.submit();
  };
  if (complaint !== null)
    return (
      <>
        <PageTitle name="track.title" moved={false} />
        <div ref={result} tabIndex={-1} className="pub-result">
          <Result complaint={complaint} pair={tracking.pair} onSaid={tracking.setComplaint} onOther={tracking.again} />
        </div>
      </>
    );
  return (
    <>
      <PageTitle name="track.title" lead={t('track.lead')} moved={moved} />
      <form className="pub-card" noValidate onSubmit={submit}>
        <PairFields {...tracking} />
        {isFailure(error) && error.status === 404 ? (
          <p className="pub-trouble" role="alert">
            {t('track.unknown')}
          </p>
        ) : (
          error !== null && <Trouble error={error} slow="track.slow" />
        )}
        <button type="submit" className="pub-button pub-button--main" disabled={asking || closed}>
          {asking ? t('track.asking') : t('track.submit')}
        </button>
      </form>
    </>
  );
}
