import { Copy } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { copyText, selectContent } from '../lib/clipboard.js';
import { Button } from './button.js';
import './copyable.css';

/** A text to take along, with its button; where the browser does not copy, the text is selected and the reader told to. */
export function Copyable({ text, label }: { text: string; label: string }) {
  const { t } = useTranslation('ui');
  const shown = useRef<HTMLElement>(null);
  const [said, setSaid] = useState<'copy.done' | 'copy.byHand' | null>(null);
  const copy = async (): Promise<void> => {
    const copied = await copyText(text);
    if (!copied && shown.current !== null) selectContent(shown.current);
    setSaid(copied ? 'copy.done' : 'copy.byHand');
  };
  return (
    <div className="copyable">
      <code ref={shown} className="mono copyable__text" tabIndex={0} aria-label={label} role="textbox" aria-readonly="true">
        {text}
      </code>
      <Button icon={<Copy size={14} aria-hidden="true" />} onClick={() => void copy()}>
        {t('copy.action')}
      </Button>
      <p role="status" className="copyable__said muted">
        {said !== null && t(said)}
      </p>
    </div>
  );
}
