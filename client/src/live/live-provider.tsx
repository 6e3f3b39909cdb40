import { LiveClient } from '@tocsin/shared/live';
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { socketWire } from './socket-wire.js';

const Live = createContext<LiveClient | null>(null);

/** One connection for everything inside; put it where somebody is signed in, and give it a key by person. */
export function LiveProvider({ children, client }: { children: ReactNode; client?: LiveClient }) {
  const [live] = useState(() => client ?? new LiveClient(socketWire()));
  useEffect(() => {
    live.start();
    return () => live.stop();
  }, [live]);
  return <Live value={live}>{children}</Live>;
}

export function useLive(): LiveClient {
  const live = useContext(Live);
  if (!live) throw new Error('useLive outside of LiveProvider');
  return live;
}
