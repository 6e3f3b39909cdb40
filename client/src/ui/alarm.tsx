import { ShieldAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import './badge.css';
import './alarm.css';

/** Danger to people. Solid, with a sign and a word, and nothing else on the screen looks like it. */
export function Alarm({ children, title }: { children: ReactNode; title?: string }) {
  return (
    <span className="badge alarm" title={title}>
      <ShieldAlert size={12} aria-hidden="true" />
      {children}
    </span>
  );
}
