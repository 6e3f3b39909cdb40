import { zipOf, type ZipEntry } from './zip.js';

export interface SheetOf {
  name: string;
  /** What stands inside `sheetData`. */
  rows: string;
  state?: 'hidden' | 'veryHidden';
  /** Names of parts are free; their order in the archive too. */
  part?: string;
}

export interface WorkbookOf {
  sheets: readonly SheetOf[];
  sharedStrings?: readonly string[];
  /** Number formats beyond the built-in ones; cell style n is the n-th of them, from 1. */
  formats?: readonly string[];
  date1904?: boolean;
  /** In front of every tag of the sheets, with its colon. */
  prefix?: string;
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** The smallest workbook that holds what a test is about, written by hand so that it can be odd. */
export const workbookOf = (book: WorkbookOf): Buffer => zipOf(partsOf(book));

export function partsOf({ sheets, sharedStrings = [], formats = [], date1904 = false, prefix = '' }: WorkbookOf): ZipEntry[] {
  const parts = sheets.map(({ part }, i) => part ?? `sheet${i + 1}.xml`);
  const relation = (id: string, kind: string, target: string): string =>
    `<Relationship Id="${id}" Type="${RELATIONS}/${kind}" Target="${target}"/>`;
  const xmlns = prefix === '' ? `xmlns="${MAIN}"` : `xmlns:${prefix.slice(0, -1)}="${MAIN}"`;
  return [
    {
      name: '[Content_Types].xml',
      bytes: `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/>${parts.map((part) => `<Override PartName="/xl/worksheets/${part}" ContentType="${TYPE}.worksheet+xml"/>`).join('')}<Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="${TYPE}.sharedStrings+xml"/></Types>`,
    },
    {
      name: '_rels/.rels',
      bytes: `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${relation('r', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    },
    {
      name: 'xl/workbook.xml',
      bytes: `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><workbookPr date1904="${date1904 ? 1 : 0}"/><sheets>${sheets.map(({ name, state }, i) => `<sheet name="${name}" sheetId="${i + 1}" r:id="s${i + 1}"${state ? ` state="${state}"` : ''}/>`).join('')}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      bytes: `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${parts.map((part, i) => relation(`s${i + 1}`, 'worksheet', `worksheets/${part}`)).join('')}${relation('st', 'styles', 'styles.xml')}${relation('ss', 'sharedStrings', 'sharedStrings.xml')}</Relationships>`,
    },
    ...sheets.map(({ rows }, i) => ({
      name: `xl/worksheets/${parts[i] ?? ''}`,
      bytes: `${HEAD}<${prefix}worksheet ${xmlns}><${prefix}sheetData>${rows}</${prefix}sheetData></${prefix}worksheet>`,
    })),
    {
      name: 'xl/styles.xml',
      bytes: `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts count="${formats.length}">${formats.map((code, i) => `<numFmt numFmtId="${200 + i}" formatCode="${code.replaceAll('"', '&quot;')}"/>`).join('')}</numFmts><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellXfs count="${formats.length + 1}"><xf numFmtId="0"/>${formats.map((_, i) => `<xf numFmtId="${200 + i}" applyNumberFormat="1"/>`).join('')}</cellXfs></styleSheet>`,
    },
    { name: 'xl/sharedStrings.xml', bytes: `${HEAD}<sst xmlns="${MAIN}">${sharedStrings.map((si) => `<si>${si}</si>`).join('')}</sst>` },
  ];
}

/** Rows of plain texts, written into the sheet itself. */
export const textRows = (rows: readonly (readonly string[])[], from = 1): string =>
  rows
    .map(
      (cells, r) =>
        `<row r="${r + from}">${cells.map((text, c) => `<c r="${String.fromCharCode(65 + c)}${r + from}" t="inlineStr"><is><t>${text}</t></is></c>`).join('')}</row>`,
    )
    .join('');
