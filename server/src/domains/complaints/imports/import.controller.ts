import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, StreamableFile } from '@nestjs/common';
import { ImportJob, ImportMapping, ImportPreview } from '@tocsin/shared/complaints';
import type { Principal } from '@tocsin/shared/identity';
import { RowId } from '@tocsin/shared/kernel';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { Me, Requires } from '../../../platform/http/access.js';
import { ReadsFile } from '../../../platform/http/described.js';
import { Answers } from '../../../platform/http/serialize.interceptor.js';
import { BlobStore, BlobSweeper } from '../../../platform/storage/index.js';
import { safeName } from '../attachments/media.js';
import { withUpload } from '../attachments/upload.js';
import { ImportErrors, ImportService, ImportSurvey } from './import.service.js';
import { ErrorFileQuery } from './import.words.js';

const LARGEST = 100 * 1024 * 1024;

@Controller('api/v1/imports')
export class ImportController {
  constructor(
    private readonly imports: ImportService,
    private readonly survey: ImportSurvey,
    private readonly errors: ImportErrors,
    private readonly blobs: BlobStore,
    private readonly sweeper: BlobSweeper,
  ) {}

  /** Multipart, one `file`: CSV in UTF-8 or GB18030, or XLSX. */
  @Post()
  @ReadsFile()
  @Requires('complaint:import')
  @Answers(ImportJob, 201)
  async upload(@Me() me: Principal, @Req() request: FastifyRequest): Promise<ImportJob> {
    return withUpload(request, async ({ name, bytes }) => {
      const stored = await this.blobs.put(bytes, { maxBytes: LARGEST });
      try {
        return await this.survey.take(me, safeName(name), stored.sha256);
      } catch (error) {
        await this.sweeper.discard(stored);
        throw error;
      }
    });
  }

  @Get(':id')
  @Requires('complaint:import')
  @Answers(ImportJob)
  async find(@Me() me: Principal, @Param('id', { schema: RowId }) id: string): Promise<ImportJob> {
    return this.survey.show(await this.survey.own(me, id));
  }

  @Post(':id/preview')
  @Requires('complaint:import')
  @HttpCode(200)
  @Answers(ImportPreview)
  preview(
    @Me() me: Principal,
    @Param('id', { schema: RowId }) id: string,
    @Body({ schema: ImportMapping }) mapping: ImportMapping,
  ): Promise<ImportPreview> {
    return this.survey.preview(me, id, mapping);
  }

  @Post(':id/start')
  @Requires('complaint:import')
  @HttpCode(202)
  @Answers(ImportJob, 202)
  start(
    @Me() me: Principal,
    @Param('id', { schema: RowId }) id: string,
    @Body({ schema: ImportMapping }) mapping: ImportMapping,
  ): Promise<ImportJob> {
    return this.imports.start(me, id, mapping);
  }

  @Get(':id/errors.csv')
  @Requires('complaint:import')
  async errorFile(
    @Me() me: Principal,
    @Param('id', { schema: RowId }) id: string,
    @Query({ schema: ErrorFileQuery }) { lang }: z.infer<typeof ErrorFileQuery>,
  ): Promise<StreamableFile> {
    const { name, stream } = await this.errors.file(me, id, lang);
    return new StreamableFile(stream, {
      type: 'text/csv; charset=utf-8',
      disposition: `attachment; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`)}`,
    });
  }
}
