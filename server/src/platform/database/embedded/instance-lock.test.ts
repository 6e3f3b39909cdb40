import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, utimes } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { FolderInUse, InstanceLock } from './instance-lock.js';
import { processNamespace, startedAt } from './process-table.js';

let folder: string;
const here = `${hostname()} ${processNamespace()}`;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tocsin-lock-'));
});

function leave(holder: object | string): string {
  const path = join(folder, 'server.lock');
  writeFileSync(path, typeof holder === 'string' ? holder : JSON.stringify(holder));
  return path;
}

async function deadPid(): Promise<number> {
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  return child.pid ?? 0;
}

describe('InstanceLock', () => {
  it('is taken once and can be taken again when released', async () => {
    const lock = await InstanceLock.take(folder);
    await expect(InstanceLock.take(folder)).rejects.toThrow(FolderInUse);
    await lock.release();
    await (await InstanceLock.take(folder)).release();
    expect(existsSync(join(folder, 'server.lock'))).toBe(false);
  });

  it('is taken over at once from a process that died', async () => {
    leave({ pid: await deadPid(), started: '1', where: here });
    const from = Date.now();
    await (await InstanceLock.take(folder)).release();
    expect(Date.now() - from).toBeLessThan(1_000);
  });

  it('is taken over from a dead process whose number another one has now', async () => {
    leave({ pid: process.ppid, started: 'long ago', where: here });
    await (await InstanceLock.take(folder)).release();
    leave({ pid: process.ppid, started: startedAt(process.ppid), where: here });
    await expect(InstanceLock.take(folder)).rejects.toThrow(`(process ${process.ppid})`);
  });

  it('is taken over when its content is damaged', async () => {
    leave('{"pid": 12');
    await (await InstanceLock.take(folder)).release();
  });

  it('of another container is left alone while it beats, and taken over when it fell silent', async () => {
    const path = leave({ pid: 1, started: '5', where: 'elsewhere pid:[1]' });
    const beat = setInterval(() => void utimes(path, new Date(), new Date()), 100);
    await expect(InstanceLock.take(folder, 2_000)).rejects.toThrow(FolderInUse);
    clearInterval(beat);
    await (await InstanceLock.take(folder, 600)).release();
  });

  it('goes to exactly one of many who find it abandoned', async () => {
    leave({ pid: await deadPid(), started: '1', where: here });
    const taken = await Promise.allSettled(Array.from({ length: 12 }, () => InstanceLock.take(folder)));
    expect(taken.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(JSON.parse(readFileSync(join(folder, 'server.lock'), 'utf8'))).toMatchObject({ pid: process.pid });
  });
});
