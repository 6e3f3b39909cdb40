import { useEffect, useState } from 'react';

const ASK_MS = 30_000;

/** Whether the server takes nothing at present. Without its schema: this page must be light. An answer that never came closes nothing. */
export function useClosed(): boolean {
  const [closed, setClosed] = useState(false);
  useEffect(() => {
    let gone = false;
    const ask = async (): Promise<void> => {
      const answer = await fetch('/api/v1/status').catch(() => null);
      const body = answer?.ok ? ((await answer.json().catch(() => null)) as { readOnly?: string | null } | null) : null;
      if (!gone && body) setClosed(typeof body.readOnly === 'string');
    };
    void ask();
    const timer = setInterval(() => void ask(), ASK_MS);
    return () => {
      gone = true;
      clearInterval(timer);
    };
  }, []);
  return closed;
}
