import { afterAll, beforeAll, expect, it } from '@jest/globals';
import ExcelJS from 'exceljs';
import type { AuditEntry } from '@tocsin/shared/audit';
import type { IncidentSituation, IncidentSummary } from '@tocsin/shared/incidents';
import type { Page } from '@tocsin/shared/kernel';
import type { z } from 'zod';
import { testApp, type TestApp } from '../../../../test/app.js';
import type { Staff } from '../../../../test/as.js';
import { file, WITH_ENGINE } from '../../../../test/groups.js';
import { until } from '../../../../test/live-house.js';

let app: TestApp;
let commander: Staff;
let incident: IncidentSummary;
let situation: z.infer<typeof IncidentSituation>;
beforeAll(async () => {
  app = await testApp({ env: WITH_ENGINE });
  const machine = await app.as.key('complaint:create', 'complaint:read', 'group:read', 'incident:read');
  commander = await app.as.commander();
  await file(machine, 'warehouse', 6, { demands: ['refund'] });
  const list = async (): Promise<IncidentSummary[]> => (await commander.get('/incidents').expect<Page<IncidentSummary>>(200)).items;
  await until(async () => (await list())[0]?.metrics.complaints === 6);
  incident = (await list())[0] as IncidentSummary;
  await commander.post(`/incidents/${incident.id}/severity`, { severity: 'S1', reason: '媒体 13912345678 已介入' }).expect(200);
  situation = await commander.get(`/incidents/${incident.id}/situation`).expect(200);
});
afterAll(() => app.close());

type Table = (string | number)[][];

async function workbook(query: string): Promise<Map<string, Table>> {
  const answer = await fetch(commander.url(`/incidents/${incident.no}/situation/export?${query}`), { headers: commander.credentials });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-disposition')).toContain(`${incident.no}-situation.xlsx`);
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(await answer.arrayBuffer());
  return new Map(
    book.worksheets.map((sheet) => [
      sheet.name,
      sheet
        .getSheetValues()
        .slice(1)
        .map((row) => (row as Table[number]).slice(1)),
    ]),
  );
}
const sumOf = (table: Table | undefined, column: number): number =>
  (table ?? []).slice(1).reduce((sum, row) => sum + Number(row[column] ?? 0), 0);

it('holds every part of the screen, with numbers that agree with it and with each other', async () => {
  const book = await workbook('lang=zh&timeZone=Asia%2FShanghai');
  expect([...book.keys()]).toEqual(['关键指标', '级别依据', '每小时投诉', '地区', '渠道', '诉求', '情绪', '风险标记']);
  const figures = new Map(book.get('关键指标')?.map(([name, value]) => [name, value]));
  expect(figures.get('事件编号')).toBe(incident.no);
  expect(figures.get('级别')).toBe('Ⅰ级 特别重大');
  expect(figures.get('导出人')).toBe(commander.name);
  expect(figures.get('截至（Asia/Shanghai）')).toMatch(/^20\d\d-\d\d-\d\d \d\d:\d\d:\d\d$/);
  expect(figures.get('累计投诉（件）')).toBe(situation.metrics.posts);
  expect(figures.get('投诉人数（去重）')).toBe(situation.metrics.complainants);
  expect(sumOf(book.get('每小时投诉'), 1)).toBe(6);
  expect(sumOf(book.get('渠道'), 1)).toBe(6);
  expect(sumOf(book.get('情绪'), 1)).toBe(6);
  expect(book.get('诉求')?.find(([demand]) => demand === '退款')?.[1]).toBe(6);
  expect(book.get('地区')?.map(([place]) => place)).toContain('上海市');
  const severity = book.get('级别依据') ?? [];
  const total = severity.find(([name]) => String(name).startsWith('合计'));
  const points = severity.slice(1, severity.indexOf(total as Table[number])).reduce((sum, row) => sum + Number(row[4]), 0);
  expect(total?.[4]).toBe(points);
  expect(severity).toContainEqual(['现行级别', 'Ⅰ级 特别重大']);
});

it('is in the language of its reader, and tells nothing personal', async () => {
  const en = await workbook('lang=en&timeZone=UTC');
  expect([...en.keys()][0]).toBe('Key figures');
  expect(new Map(en.get('Key figures')?.map(([name, value]) => [name, value])).get('Severity')).toBe('Ⅰ Critical');
  expect(en.get('By hour')?.[0]).toEqual(['Hour from (UTC)', 'Complaints']);
  const all = JSON.stringify([...en, ...(await workbook('lang=zh'))]);
  expect(all).toContain('人工改定为Ⅰ级 特别重大');
  expect(all).not.toMatch(/1[39]\d{9}/);
});

it('gives its key figures as CSV, and is put on record', async () => {
  const answer = await commander.get(`/incidents/${incident.id}/situation/export?format=csv&lang=zh`);
  expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(String(answer.body)).toContain(`事件编号,${incident.no}\r\n`);
  const entries = (await (await app.as.admin()).get('/audit?limit=20&order=desc').expect<Page<AuditEntry>>(200)).items;
  expect(entries.find(({ action }) => action === 'incident.situation-exported')).toMatchObject({
    subject: { type: 'incident', id: incident.id },
    detail: { no: incident.no, format: 'csv', lang: 'zh' },
  });
});

it('is for those who may take records out, of incidents that they see', async () => {
  await (await app.as.agent()).get(`/incidents/${incident.id}/situation/export`).problem(403, 'auth/forbidden');
  const limited = await app.as.someone(['commander'], ['别的品牌']);
  await limited.get(`/incidents/${incident.id}/situation/export`).problem(404, 'resource/not-found');
  await commander.get(`/incidents/${incident.id}/situation/export?timeZone=Mars`).problem(422, 'request/invalid');
});
