/** What the server takes in one request. */
export const LONGEST = 300_000;

/** Spreadsheets save CSV as UTF-8 or in the code page of the country; null when it is neither. */
export function decodeCsv(bytes: Uint8Array): string | null {
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      continue;
    }
  }
  return null;
}
