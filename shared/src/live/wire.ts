import type { ProblemBody } from '../kernel/index.js';
import type { CatchUp, Done, Positions, SetPresence, Unwatch, Watch } from './live.contract.js';

/** What the listening side needs of a connection; the console, tests and benchmarks each bring their own. */
export interface Wire {
  open: () => void;
  close: () => void;
  /** Rejects when no answer comes in time or the connection falls. */
  watch: (from: Watch) => Promise<CatchUp>;
  unwatch: (what: Unwatch) => Promise<Done>;
  presence: (what: SetPresence) => Promise<Done>;
  ping: () => Promise<Positions>;
  hearWith: (ear: Ear) => void;
}

export interface Ear {
  onUp: () => void;
  onDown: () => void;
  /** The handshake was refused; trying again with the same credentials is no use when `final`. */
  onTurnedAway: (problem: ProblemBody | null, final: boolean) => void;
  onMessage: (message: WireMessage) => void;
}

export interface WireMessage {
  name: 'live' | 'pulse' | 'presence' | 'revoked';
  body: unknown;
}
