import { clock } from '../lib/format.js';
import { isFailure } from './failure.js';
import { useWords, type Key, type Words } from './words.js';

/** A refusal with a time says when it ends: "later" is no answer to somebody who is upset already. */
export function troubleText(t: Words, error: unknown, slow: Key): string {
  if (!isFailure(error)) return t('problems:server/unexpected');
  if (error.status === 429 && error.retryAfter !== null) {
    const at = clock(Date.now() + error.retryAfter * 1_000 + 60_000);
    return t(slow, { at, minutes: Math.max(1, Math.ceil(error.retryAfter / 60)) });
  }
  return t(`problems:${error.code}`);
}

export function Trouble({ error, slow }: { error: unknown; slow: Key }) {
  const t = useWords();
  return (
    <div className="pub-trouble" role="alert">
      <p>{troubleText(t, error, slow)}</p>
      {isFailure(error) && error.requestId !== null && <p className="pub-quiet">{t('form.requestId', { id: error.requestId })}</p>}
    </div>
  );
}
