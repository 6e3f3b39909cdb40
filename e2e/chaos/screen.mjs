// A screen that stays through all of it: the same live client as the console's, hearing the overview.
import { LiveClient } from '@tocsin/shared/live';
import { io } from 'socket.io-client';

const ANSWER_MS = 5_000;
export const STREAM = 'overview';

export class Screen {
  constructor(url, apiKey) {
    this.events = [];
    this.pulse = null;
    this.resets = 0;
    const socket = io(`${url}/live`, { transports: ['websocket'], auth: { apiKey }, autoConnect: false, reconnectionDelayMax: 1_000 });
    this.client = new LiveClient(wireOver(socket), { pingEveryMs: 1_000 });
    this.client.follow(
      STREAM,
      {
        onEvent: (event) => this.events.push(`${event.seq} ${event.type}`),
        onReset: () => this.resets++,
        onPulse: (pulse) => (this.pulse = pulse),
      },
      0,
    );
    this.client.start();
  }

  close() {
    this.client.stop();
  }
}

function wireOver(socket) {
  const ask = async (name, body) => socket.timeout(ANSWER_MS).emitWithAck(name, body);
  return {
    open: () => socket.connect(),
    close: () => socket.disconnect(),
    watch: (from) => ask('watch', from),
    unwatch: (what) => ask('unwatch', what),
    presence: (what) => ask('presence', what),
    ping: () =>
      new Promise((resolve, reject) => {
        socket.timeout(ANSWER_MS).emit('ping', (error, _at, positions) => (error ? reject(error) : resolve(positions)));
      }),
    hearWith: (ear) => {
      socket.on('connect', ear.onUp);
      socket.on('disconnect', ear.onDown);
      for (const name of ['live', 'pulse', 'presence', 'revoked']) socket.on(name, (body) => ear.onMessage({ name, body }));
    },
  };
}
