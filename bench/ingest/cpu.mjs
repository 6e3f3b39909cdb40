// CPU seconds spent so far. On a machine with few cores it is what decides how much gets done, and it wavers far less than the rate.
import { readFileSync, readdirSync, readlinkSync } from 'node:fs';

const TICKS_PER_SECOND = 100;

export function ownCpu() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** Of all processes of the PostgreSQL that works in this folder; NaN where there is no /proc. */
export function postgresCpu(folder) {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .reduce((sum, pid) => sum + cpuIn(pid, folder), 0);
  } catch {
    return NaN;
  }
}

function cpuIn(pid, folder) {
  try {
    if (!readlinkSync(`/proc/${pid}/cwd`).startsWith(folder)) return 0;
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    if (!stat.includes('(postgres)')) return 0;
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // Its own and that of the children it has seen end: a backend that leaves would otherwise take its share out of the sum.
    return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) / TICKS_PER_SECOND;
  } catch {
    // It ended while we looked.
    return 0;
  }
}
