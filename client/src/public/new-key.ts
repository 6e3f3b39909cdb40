/** `crypto.randomUUID` is missing on pages without TLS, and such a page must work too. */
export const newKey = (): string => Array.from(crypto.getRandomValues(new Uint8Array(16)), (n) => n.toString(16).padStart(2, '0')).join('');
