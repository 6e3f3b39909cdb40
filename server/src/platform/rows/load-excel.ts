import type ExcelJS from 'exceljs';

/** Writes workbooks. Large, and wanted by few requests: it shall not make every thread start later. */
export async function loadExcel(): Promise<typeof ExcelJS> {
  return (await import('exceljs')).default;
}
