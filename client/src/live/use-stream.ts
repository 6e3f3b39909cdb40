import type { Presence, Pulse, StreamId, StreamListener } from '@tocsin/shared/live';
import { useEffect, useRef, useState } from 'react';
import { useLive } from './live-provider.js';

export interface StreamOptions extends StreamListener {
  /** Position of the snapshot on screen, read when the stream is first followed. */
  afterSeq?: number | undefined;
}

/** Follows a stream while mounted; `null` follows nothing, for a snapshot that is still on its way. */
export function useStream(stream: StreamId | null, options: StreamOptions): void {
  const live = useLive();
  const current = useRef(options);
  useEffect(() => {
    current.current = options;
  });
  useEffect(() => {
    if (stream === null) return;
    const listener: StreamListener = {
      onEvent: (event) => current.current.onEvent?.(event),
      onReset: () => current.current.onReset?.(),
      onRefused: (problem) => current.current.onRefused?.(problem),
      onPulse: (pulse) => current.current.onPulse?.(pulse),
      onPresence: (presence) => current.current.onPresence?.(presence),
    };
    return live.follow(stream, listener, current.current.afterSeq);
  }, [live, stream]);
}

/** The newest numbers of a stream, null until the first come. */
export function usePulse(stream: StreamId | null): Pulse | null {
  const [pulse, setPulse] = useState<Pulse | null>(null);
  useStream(stream, { onPulse: setPulse });
  return pulse?.stream === stream ? pulse : null;
}

/** Who is in the room, without going there. */
export function usePeopleIn(stream: StreamId | null): Presence['people'] {
  const [presence, setPresence] = useState<Presence | null>(null);
  useStream(stream, { onPresence: setPresence });
  return presence !== null && presence.stream === stream ? presence.people : [];
}

/** Who else is in the room. While mounted, the others see us there, looking at `tab`. */
export function usePresence(stream: StreamId | null, tab: string | null): Presence['people'] {
  const live = useLive();
  const [presence, setPresence] = useState<Presence | null>(null);
  useStream(stream, { onPresence: setPresence });
  useEffect(() => {
    if (stream !== null) live.presence(stream, tab);
  }, [live, stream, tab]);
  return presence && presence.stream === stream ? presence.people : [];
}
