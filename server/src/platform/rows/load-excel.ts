import type ExcelJS from 'exceljs';

/** Writes workbooks. Large, and wanted by few requests: threads load it when they need it, the serving process as it starts. */
export async function loadExcel(): Promise<typeof ExcelJS> {
  return (await import('exceljs')).default;
}
