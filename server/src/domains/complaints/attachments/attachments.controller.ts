import { Controller, Get, Header, Param, Post, Req, StreamableFile } from '@nestjs/common';
import { AttachmentRow } from '@tocsin/shared/complaints';
import type { Principal } from '@tocsin/shared/identity';
import { AttachmentId, ComplaintId } from '@tocsin/shared/kernel';
import type { FastifyRequest } from 'fastify';
import { Me, Requires } from '../../../platform/http/access.js';
import { ReadsFile } from '../../../platform/http/described.js';
import { Answers } from '../../../platform/http/serialize.interceptor.js';
import { AttachmentsService } from './attachments.service.js';
import { withUpload } from './upload.js';

@Controller('api/v1/complaints/:id/attachments')
export class AttachmentsController {
  constructor(private readonly attachments: AttachmentsService) {}

  /** Multipart, one `file`. */
  @Post()
  @ReadsFile()
  @Requires('complaint:update')
  @Answers(AttachmentRow, 201)
  async add(
    @Me() me: Principal,
    @Param('id', { schema: ComplaintId }) id: ComplaintId,
    @Req() request: FastifyRequest,
  ): Promise<AttachmentRow> {
    return withUpload(request, (upload) => this.attachments.add(me, id, upload));
  }

  /** Always a download, never a page: whatever it is, it runs nowhere. */
  @Get(':attachmentId/content')
  @Requires('complaint:read')
  @Header('content-security-policy', "sandbox; default-src 'none'")
  @Header('x-content-type-options', 'nosniff')
  async content(
    @Me() me: Principal,
    @Param('id', { schema: ComplaintId }) id: ComplaintId,
    @Param('attachmentId', { schema: AttachmentId }) attachmentId: AttachmentId,
  ): Promise<StreamableFile> {
    const { row, stream } = await this.attachments.read(me, id, attachmentId);
    const name = encodeURIComponent(row.name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`);
    return new StreamableFile(stream, { type: row.mediaType, length: row.size, disposition: `attachment; filename*=UTF-8''${name}` });
  }
}
