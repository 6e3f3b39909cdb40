// Memory and processor time of a whole tree of processes, read from /proc.
import { readdirSync, readFileSync } from 'node:fs';

const EVERY_MS = 1_000;
/** USER_HZ is 100 on every Linux that Node runs on. */
const TICKS = 100;

export function watchMemory(roots) {
  const peak = { rss: 0, pss: 0, processes: 0 };
  const look = () => {
    const now = { rss: 0, pss: 0, processes: 0 };
    for (const pid of treeOf(roots)) {
      const { rss, pss } = memoryOf(pid);
      now.rss += rss;
      now.pss += pss;
      now.processes += 1;
    }
    for (const name of Object.keys(peak)) peak[name] = Math.max(peak[name], now[name]);
  };
  look();
  const timer = setInterval(look, EVERY_MS);
  return () => {
    clearInterval(timer);
    look();
    return { rssMiB: mib(peak.rss), pssMiB: mib(peak.pss), processes: peak.processes };
  };
}

const mib = (kib) => Math.round(kib / 1_024);

/** Seconds of processor time so far; what belonged to processes that have ended counts with those who waited for them. */
export function cpuSeconds(roots) {
  let ticks = 0;
  for (const pid of treeOf(roots))
    ticks +=
      statOf(pid)
        ?.slice(11, 15)
        .reduce((sum, n) => sum + Number(n), 0) ?? 0;
  return ticks / TICKS;
}

function treeOf(roots) {
  const children = new Map();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const parent = parentOf(name);
    if (parent !== null) children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  const found = new Set();
  const visit = (pid) => {
    if (found.has(pid)) return;
    found.add(pid);
    for (const child of children.get(pid) ?? []) visit(child);
  };
  roots.forEach(visit);
  return found;
}

/** The fields of `/proc/pid/stat` from the third on; the name before them may hold anything. */
function statOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return null;
  }
}

function parentOf(pid) {
  const parent = statOf(pid)?.[1];
  return parent === undefined ? null : Number(parent);
}

/** Rss counts shared pages once a process, Pss divides them among those who share them. */
function memoryOf(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
    const value = (name) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(text)?.[1] ?? 0);
    return { rss: value('Rss'), pss: value('Pss') };
  } catch {
    return { rss: 0, pss: 0 };
  }
}
