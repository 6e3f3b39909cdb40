import { rm } from 'node:fs/promises';

export default async function teardown() {
  const running = globalThis.tocsinTestDatabase;
  if (running === undefined) return;
  await running.server.stop();
  await rm(running.folder, { recursive: true, force: true });
  globalThis.tocsinTestDatabase = null;
}
