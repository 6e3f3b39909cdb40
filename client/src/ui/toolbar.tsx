import { Search } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import './toolbar.css';

interface ToolbarProps {
  search?: { label: string; value: string; onChange: (value: string) => void };
  children?: ReactNode;
  actions?: ReactNode;
}

const SETTLE_MS = 250;

/** The words go out when the typist pauses, so that not every key asks the server; letters an input method still composes with are no words. */
export function SearchBox({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  const [text, setText] = useState(value);
  const [known, setKnown] = useState(value);
  if (known !== value) {
    setKnown(value);
    setText(value);
  }
  const [composing, setComposing] = useState(false);
  // A page that is drawn anew while somebody types hands over a new function each time; that must not start the pause again.
  const tell = useRef(onChange);
  useEffect(() => {
    tell.current = onChange;
  });
  useEffect(() => {
    if (composing || text.trim() === value) return;
    const timer = setTimeout(() => tell.current(text.trim()), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [text, value, composing]);
  return (
    <span className="search-box">
      <Search size={14} aria-hidden="true" />
      <input
        type="search"
        className="input"
        aria-label={label}
        placeholder={label}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onCompositionStart={() => setComposing(true)}
        onCompositionEnd={(event) => {
          setText(event.currentTarget.value);
          setComposing(false);
        }}
      />
    </span>
  );
}

export function Toolbar({ search, children, actions }: ToolbarProps) {
  return (
    <div className="toolbar">
      {search !== undefined && <SearchBox {...search} />}
      {children}
      {actions !== undefined && <div className="toolbar__actions">{actions}</div>}
    </div>
  );
}
