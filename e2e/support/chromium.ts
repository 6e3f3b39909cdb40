import { existsSync } from 'node:fs';

/** The browser the machine has; undefined lets Playwright take the one it downloaded itself. */
export function chromium(): string | undefined {
  const candidates = [process.env.CHROMIUM_PATH, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
  return candidates.find((path): path is string => path !== undefined && path !== '' && existsSync(path));
}
