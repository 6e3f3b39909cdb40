import { useRef, useState, type ReactNode, type SyntheticEvent } from 'react';
import type { MessageKind, TrackedComplaint } from '@tocsin/shared/complaints';
import { describedBy, Field } from '../field.js';
import { newKey } from '../../lib/new-key.js';
import { Trouble } from '../trouble.js';
import { when } from '../when.js';
import { useWords, type Key } from '../words.js';

export interface Pair {
  receiptNo: string;
  code: string;
}
type What = 'additions' | 'withdrawal' | 'rating';
interface ActionsProps {
  pair: Pair;
  complaint: TrackedComplaint;
  onSaid: (complaint: TrackedComplaint) => void;
}

const SAYS = /[\p{L}\p{N}\p{Extended_Pictographic}]/u;
const SCORES = [5, 4, 3, 2, 1] as const;
const NAME = { 5: 'best', 4: 'good', 3: 'fair', 2: 'poor', 1: 'worst' } as const;

/** Sends what was said; a repeat of the same under the same key, so that a lost answer makes no second one. */
function useSaying({ pair, onSaid }: Pick<ActionsProps, 'pair' | 'onSaid'>, what: What) {
  const [sending, setSending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const intent = useRef({ body: '', key: '' });
  const send = async (words: object): Promise<void> => {
    const body = JSON.stringify(words);
    if (intent.current.body !== body) intent.current = { body, key: newKey() };
    setSending(true);
    setError(null);
    try {
      const { say } = await import('../api.js');
      onSaid(await say(what, { ...pair, ...words }, intent.current.key));
    } catch (failure) {
      setError(failure);
    } finally {
      setSending(false);
    }
  };
  return { sending, error, send };
}

function Ask({ what, open, children }: { what: What; open: Key; children: ReactNode }) {
  const t = useWords();
  return (
    <details className="pub-ask" name="say" data-what={what}>
      <summary>{t(open)}</summary>
      {children}
    </details>
  );
}

function WordsField({
  id,
  label,
  value,
  max,
  fault,
  onChange,
}: {
  id: string;
  label: Key;
  value: string;
  max: number;
  fault?: Key | undefined;
  onChange: (value: string) => void;
}) {
  return (
    <Field id={id} label={label} fault={fault}>
      <textarea
        id={id}
        className="pub-input pub-input--area"
        rows={4}
        maxLength={max}
        value={value}
        aria-invalid={fault !== undefined}
        aria-describedby={describedBy(id, false, fault !== undefined)}
        onChange={({ target }) => onChange(target.value)}
      />
    </Field>
  );
}

function Send({ label, sending }: { label: Key; sending: boolean }) {
  const t = useWords();
  return (
    <button type="submit" className="pub-button pub-button--main" disabled={sending}>
      {t(sending ? 'say.sending' : label)}
    </button>
  );
}

function Add(props: ActionsProps) {
  const { sending, error, send } = useSaying(props, 'additions');
  const [text, setText] = useState('');
  const [fault, setFault] = useState<Key>();
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    const wrong = SAYS.test(text) ? undefined : 'say.textNeeded';
    setFault(wrong);
    if (wrong === undefined) return void send({ text: text.trim() });
    document.getElementById('addition')?.focus();
  };
  return (
    <Ask what="additions" open="say.add">
      <form noValidate onSubmit={submit}>
        <WordsField id="addition" label="say.text" value={text} max={2_000} fault={fault} onChange={setText} />
        {error !== null && <Trouble error={error} slow="track.slow" />}
        <Send label="say.addSend" sending={sending} />
      </form>
    </Ask>
  );
}

function Withdraw(props: ActionsProps) {
  const t = useWords();
  const { sending, error, send } = useSaying(props, 'withdrawal');
  const [reason, setReason] = useState('');
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    void send(SAYS.test(reason) ? { reason: reason.trim() } : {});
  };
  return (
    <Ask what="withdrawal" open="say.withdraw">
      <form noValidate onSubmit={submit}>
        <p className="pub-note">{t('say.withdrawMeans')}</p>
        <WordsField id="withdrawal" label="say.reason" value={reason} max={500} onChange={setReason} />
        {error !== null && <Trouble error={error} slow="track.slow" />}
        <Send label="say.withdrawSend" sending={sending} />
      </form>
    </Ask>
  );
}

function Rate(props: ActionsProps) {
  const t = useWords();
  const { sending, error, send } = useSaying(props, 'rating');
  const [score, setScore] = useState<number | null>(null);
  const [comment, setComment] = useState('');
  const [fault, setFault] = useState<Key>();
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    setFault(score === null ? 'say.scoreNeeded' : undefined);
    if (score !== null) return void send({ score, ...(SAYS.test(comment) ? { comment: comment.trim() } : {}) });
    document.getElementById('score')?.focus();
  };
  return (
    <Ask what="rating" open="say.rate">
      <form noValidate onSubmit={submit}>
        <Field id="score" label="say.score" fault={fault} group>
          <div className="pub-scores">
            {SCORES.map((one) => (
              <label key={one} className="pub-score">
                <input type="radio" name="score" value={one} checked={score === one} onChange={() => setScore(one)} />
                {t(`say.scores.${NAME[one]}`)}
              </label>
            ))}
          </div>
        </Field>
        <WordsField id="comment" label="say.comment" value={comment} max={1_000} onChange={setComment} />
        {error !== null && <Trouble error={error} slow="track.slow" />}
        <Send label="say.rateSend" sending={sending} />
      </form>
    </Ask>
  );
}

/** What the complainant has said since, and what they may say now. */
export function Actions(props: ActionsProps) {
  const t = useWords();
  const { messages, may } = props.complaint;
  if (messages.length === 0 && !may.add && !may.withdraw && !may.rate) return null;
  // A form starts anew once its own words have been taken; what is half written in another one stays.
  const sent = (kind: MessageKind): number => messages.filter((message) => message.kind === kind).length;
  return (
    <section className="pub-card" aria-label={t('say.title')}>
      <h2 className="pub-sub">{t('say.title')}</h2>
      {messages.length > 0 && <Said complaint={props.complaint} />}
      {may.rate && <Rate key={`rate ${sent('rating')}`} {...props} />}
      {may.add && <Add key={`add ${sent('addition')}`} {...props} />}
      {may.withdraw && <Withdraw key={`withdraw ${sent('withdrawal')}`} {...props} />}
    </section>
  );
}

function Said({ complaint }: { complaint: TrackedComplaint }) {
  const t = useWords();
  return (
    <ol className="pub-said" aria-live="polite">
      {complaint.messages.map(({ at, kind, text, score }) => (
        <li key={`${kind} ${at}`}>
          <p className="pub-quiet">
            <time dateTime={at}>{when(at)}</time> · {t(`say.said.${kind}`)}
            {score !== null && ` · ${t(`say.scores.${NAME[score as 1]}`)}`}
          </p>
          {text !== null && <p className="pub-own">{text}</p>}
        </li>
      ))}
    </ol>
  );
}
