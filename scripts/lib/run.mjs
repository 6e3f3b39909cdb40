import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Runs a program in the project, its output shown as it comes; answers its exit code. */
export function run(command, args, { cwd = ROOT, env = {}, quiet = false, out = 'inherit', shell = false } = {}) {
  return new Promise((settle) => {
    const child = spawn(command, args, {
      cwd,
      shell,
      env: { ...process.env, ...env },
      stdio: quiet ? 'ignore' : ['ignore', out, 'inherit'],
    });
    child.once('error', (error) => {
      console.error(`${command}: ${error.message}`);
      settle(127);
    });
    child.once('exit', (code) => settle(code ?? 1));
  });
}

export const node = (args, options) => run(process.execPath, args, options);

/** A program of an installed package, run by this very Node: no shell, no PATH, the same on every system. */
export function bin(name, args, options) {
  const home = join(ROOT, 'node_modules', name);
  const { bin: programs } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'));
  return node([join(home, typeof programs === 'string' ? programs : programs[name]), ...args], options);
}

export function npm(args, options) {
  const cli = process.env.npm_execpath ?? '';
  if (cli.endsWith('.js') && existsSync(cli)) return node([cli, ...args], options);
  return run('npm', args, { ...options, shell: process.platform === 'win32' });
}

/** nx without its background process: it would outlive us and hold on to old code. */
export const nx = (args, options) => bin('nx', args, { ...options, env: { NX_DAEMON: 'false', NX_TUI: 'false', ...options?.env } });

export function seconds(from) {
  return `${((performance.now() - from) / 1000).toFixed(1)} s`;
}
