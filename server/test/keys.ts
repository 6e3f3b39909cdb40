import { RootSecret } from '../src/platform/config/root-secret.js';
import { Secrets } from '../src/platform/config/secrets.js';

/** The keys of a database that was set up under this secret before there were data keys. */
export const secretsOfText = (text: string): Secrets => new Secrets([{ id: 0, bytes: new RootSecret(text).firstDataKey(), settled: true }]);
