import { useEffect, useState, type ComponentType, type ReactNode } from 'react';

const RETRY_MS = 3_000;

export interface LazyPart<P> {
  (props: P & { fallback: ReactNode }): ReactNode;
  /** Fetches the code ahead of need, so that a later outage cannot keep it away. Never throws. */
  preload: () => Promise<void>;
}

/**
 * A part of the page whose code comes when it is needed. `React.lazy` throws for good when the server is away at that moment, and takes
 * the whole page with it; this one keeps its fallback and asks again.
 */
export function lazyPart<P extends object>(load: () => Promise<ComponentType<P>>): LazyPart<P> {
  let known: ComponentType<P> | null = null;
  const fetchPart = async (): Promise<ComponentType<P>> => (known ??= await load());
  function Part({ fallback, ...props }: P & { fallback: ReactNode }): ReactNode {
    const [Loaded, setLoaded] = useState(() => known);
    useEffect(() => {
      if (Loaded !== null) return;
      let timer: ReturnType<typeof setTimeout> | undefined;
      let here = true;
      const attempt = (): void =>
        void fetchPart().then(
          (part) => here && setLoaded(() => part),
          () => {
            if (here) timer = setTimeout(attempt, RETRY_MS);
          },
        );
      attempt();
      return () => {
        here = false;
        clearTimeout(timer);
      };
    }, [Loaded]);
    return Loaded === null ? fallback : <Loaded {...(props as unknown as P)} />;
  }
  const preload = (): Promise<void> =>
    fetchPart().then(
      () => undefined,
      () => undefined,
    );
  return Object.assign(Part, { preload });
}
