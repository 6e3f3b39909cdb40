import { type CatchUp, type Done, type Ear, type Positions, type Wire, type WireMessage } from '@tocsin/shared/live';
import { ProblemBody } from '@tocsin/shared/kernel';
import { io, type Socket } from 'socket.io-client';

const ANSWER_MS = 8_000;
/** A handshake that nobody answers is given up sooner than by default: the next one may find another node. */
const HANDSHAKE_MS = 8_000;
const MESSAGES = ['live', 'pulse', 'presence', 'revoked'] as const;
/** A thousand screens that lost the same server must not come back in the same moment. */
const RETRY_MS = 1_000;
const FINAL = new Set([401, 403]);

/** Socket.IO under the listening side. Transport reconnects are its own; what the server ended or refused is tried again here. */
export function socketWire(socket: Socket = connectionToHere()): Wire {
  let wanted = false;
  const again = (): void => {
    setTimeout(
      () => {
        if (wanted && !socket.connected) socket.connect();
      },
      RETRY_MS * (0.5 + Math.random()),
    );
  };
  const ask = <T>(message: string, body: unknown): Promise<T> => socket.timeout(ANSWER_MS).emitWithAck(message, body) as Promise<T>;
  return {
    open: () => {
      wanted = true;
      socket.connect();
    },
    close: () => {
      wanted = false;
      socket.disconnect();
    },
    watch: (from) => ask<CatchUp>('watch', from),
    unwatch: (what) => ask<Done>('unwatch', what),
    presence: (what) => ask<Done>('presence', what),
    ping: () => ping(socket),
    hearWith: (ear) => wireUp(socket, ear, again),
  };
}

function connectionToHere(): Socket {
  return io('/live', {
    path: '/socket.io',
    transports: ['websocket'],
    autoConnect: false,
    timeout: HANDSHAKE_MS,
    reconnectionDelay: 500,
    reconnectionDelayMax: 5_000,
  });
}

/** Answered with two arguments, which `emitWithAck` cannot give back. */
function ping(socket: Socket): Promise<Positions> {
  return new Promise((resolve, reject) => {
    socket.timeout(ANSWER_MS).emit('ping', (error: Error | null, _at: string, positions: Positions | undefined) => {
      if (error) reject(error);
      else resolve(positions ?? {});
    });
  });
}

function wireUp(socket: Socket, ear: Ear, again: () => void): void {
  socket.on('connect', () => ear.onUp());
  socket.on('disconnect', () => {
    ear.onDown();
    if (!socket.active) again();
  });
  socket.on('connect_error', (error: Error & { data?: unknown }) => {
    if (socket.active) return ear.onDown();
    const problem = ProblemBody.safeParse(error.data);
    const final = problem.success && FINAL.has(problem.data.status);
    ear.onTurnedAway(problem.success ? problem.data : null, final);
    if (!final) again();
  });
  for (const name of MESSAGES) socket.on(name, (body: unknown) => ear.onMessage({ name, body } satisfies WireMessage));
}
