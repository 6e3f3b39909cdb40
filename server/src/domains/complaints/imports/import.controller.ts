import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, StreamableFile } from '@nestjs/common';
import { ImportChoice, ImportChoiceQuery, ImportJob, ImportList, ImportMapping, ImportPreview } from '@tocsin/shared/complaints';
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
import { ImportErrors } from './import.errors.js';
import { ImportService, ImportSurvey } from './import.service.js';
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

  @Get()
  @Requires('complaint:import')
  @Answers(ImportList)
  async list(@Me() me: Principal): Promise<ImportList> {
    return { items: await this.survey.list(me) };
  }

  /** Multipart, one `file`: CSV, XLSX, XLS or ODS. How to read it is guessed, unless the query says. */
  @Post()
  @ReadsFile()
  @Requires('complaint:import')
  @Answers(ImportJob, 201)
  async upload(
    @Me() me: Principal,
    @Req() request: FastifyRequest,
    @Query({ schema: ImportChoiceQuery }) choice: ImportChoiceQuery,
  ): Promise<ImportJob> {
    return withUpload(request, async ({ name, bytes }) => {
      const stored = await this.blobs.put(bytes, { maxBytes: LARGEST });
      try {
        return await this.survey.take(me, safeName(name), stored.sha256, choice);
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

  @Post(':id/reading')
  @Requires('complaint:import')
  @HttpCode(200)
  @Answers(ImportJob)
  reread(
    @Me() me: Principal,
    @Param('id', { schema: RowId }) id: string,
    @Body({ schema: ImportChoice }) choice: ImportChoice,
  ): Promise<ImportJob> {
    return this.survey.reread(me, id, choice);
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

  @Post(':id/cancel')
  @Requires('complaint:import')
  @HttpCode(200)
  @Answers(ImportJob)
  cancel(@Me() me: Principal, @Param('id', { schema: RowId }) id: string): Promise<ImportJob> {
    return this.imports.cancel(me, id);
  }

  @Get(':id/errors.csv')
  @Requires('complaint:import')
  async errorFile(
    @Me() me: Principal,
    @Param('id', { schema: RowId }) id: string,
    @Query({ schema: ErrorFileQuery }) { lang, rows }: z.infer<typeof ErrorFileQuery>,
  ): Promise<StreamableFile> {
    const { name, stream } = await this.errors.file(me, id, rows, lang);
    return new StreamableFile(stream, {
      type: 'text/csv; charset=utf-8',
      disposition: `attachment; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`)}`,
    });
  }
}
