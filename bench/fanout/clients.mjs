// Many listeners in one process, speaking just enough of Engine.IO and Socket.IO. Told what to do over IPC.
import WebSocket from 'ws';

const sockets = [];
let counting = null;

// A listener that is not let in ends the run instead of leaving it waiting.
process.on('unhandledRejection', (error) => {
  console.error(error);
  process.exit(1);
});

process.on('message', async (order) => {
  if (order.do === 'connect') {
    await connectAll(order);
    process.send({ done: 'connect' });
  }
  if (order.do === 'start') counting = { events: 0, latencies: [] };
  if (order.do === 'stop') {
    process.send({ done: 'stop', ...counting });
    counting = null;
  }
  if (order.do === 'leave') {
    for (const socket of sockets.splice(0)) socket.terminate();
    process.send({ done: 'leave' });
  }
});

async function connectAll({ kind, url, count, apiKey, stream }) {
  const open = kind === 'raw' ? openRaw : openTocsin;
  for (let i = 0; i < count; i += 50)
    await Promise.all(Array.from({ length: Math.min(50, count - i) }, (_, k) => open(url, i + k, apiKey, stream)));
}

function count(events, at, index) {
  if (!counting) return;
  counting.events += events;
  if (index % 20 === 0) counting.latencies.push(Date.now() - at);
}

function openRaw(url, index) {
  const socket = new WebSocket(url, { perMessageDeflate: false });
  sockets.push(socket);
  socket.on('message', (data) => {
    const text = data.toString();
    const at = /"at":"([^"]+)"/.exec(text)?.[1];
    count(text.split('"seq":').length - 1, Date.parse(at), index);
  });
  return new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
}

function openTocsin(url, index, apiKey, stream) {
  const socket = new WebSocket(`${url}/socket.io/?EIO=4&transport=websocket`, { perMessageDeflate: false });
  sockets.push(socket);
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('closed before it was let in')));
    socket.on('message', (data) => {
      const text = data.toString();
      if (text.startsWith('42/live,["live"')) count(1, Date.parse(/"at":"([^"]+)"/.exec(text)?.[1]), index);
      else if (text === '2') socket.send('3');
      else if (text.startsWith('0')) socket.send(`40/live,${JSON.stringify({ apiKey })}`);
      else if (text.startsWith('40/live')) socket.send(`42/live,0${JSON.stringify(['watch', { stream, afterSeq: 0 }])}`);
      else if (text.startsWith('43/live') && text.includes('refused')) reject(new Error(text));
      else if (text.startsWith('43/live')) resolve();
      else if (text.startsWith('44')) reject(new Error(text));
    });
  });
}
