import { describe, expect, it } from '@jest/globals';
import { readInThread, type FromReading, type ReadingLimits } from './reading-thread.js';
import { TableFault } from './table-fault.js';

/** A reader that does with its file what `body` says. */
const reader = (body: string): URL =>
  new URL(`data:text/javascript,${encodeURIComponent(`import { parentPort, workerData } from 'node:worker_threads'; ${body}`)}`);

async function* file(): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(new TextEncoder().encode('内容\n漏水\n'));
}

async function read(body: string, limits: Partial<ReadingLimits> = {}): Promise<unknown[]> {
  const replies: unknown[] = [];
  for await (const reply of readInThread<string, unknown>(reader(body), 'task', file(), { memoryMb: 64, timeoutMs: 30_000, ...limits }))
    replies.push(reply);
  return replies;
}

const faultOf = (reading: Promise<unknown>): Promise<string> =>
  reading.then(
    () => 'none',
    (error: unknown) => (error instanceof TableFault ? error.fault : String(error)),
  );

const says = (answer: FromReading<unknown>): string => `parentPort.postMessage(${JSON.stringify(answer)});`;

describe('a reading thread', () => {
  it('is given the file and gives one reply after the other', async () => {
    const counts = `let size = 0; let end = false;
      parentPort.on('message', (m) => {
        if (m.kind === 'bytes') size += m.bytes.byteLength;
        else if (m.kind === 'end') parentPort.postMessage({ kind: 'reply', reply: [workerData, size] });
        else { ${says({ kind: 'done' })} }
      });`;
    expect(await read(counts)).toEqual([['task', Buffer.byteLength('内容\n漏水\n')]]);
  });

  it('that never comes to an end is ended, and the file refused as too slow', async () => {
    expect(await faultOf(read('for (;;);', { timeoutMs: 300 }))).toBe('too_slow');
  });

  it('that grows beyond its memory dies alone', async () => {
    const grows = 'const all = []; for (;;) all.push(new Array(100_000).fill(Math.random()));';
    expect(await faultOf(read(grows, { memoryMb: 16 }))).toBe('too_much_memory');
  });

  it('that leaves without a word means a damaged file', async () => {
    expect(await faultOf(read('process.exit(0);'))).toBe('damaged');
    expect(await faultOf(read(says({ kind: 'failed', message: 'bad sector' })))).toBe('damaged');
  });

  it('names the fault of the file and its place', async () => {
    await expect(read(says({ kind: 'fault', fault: 'nul', place: { line: 2, column: 5 } }))).rejects.toMatchObject({
      fault: 'nul',
      place: { line: 2, column: 5 },
    });
  });
});
