import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query, StreamableFile, UseGuards } from '@nestjs/common';
import {
  DictionaryCsv,
  DictionaryImport,
  DictionaryPage,
  DictionaryQuery,
  EditObjectEntry,
  NewObjectEntry,
  ObjectEntry,
} from '@tocsin/shared/clustering';
import type { Principal } from '@tocsin/shared/identity';
import { RowId } from '@tocsin/shared/kernel';
import { Me, Requires } from '../../../platform/http/access.js';
import { Answers } from '../../../platform/http/serialize.interceptor.js';
import { AllBrandsGuard } from '../../../platform/http/all-brands.guard.js';
import { DictionaryImporter } from './dictionary.import.js';
import { DictionaryService } from './dictionary.service.js';

/** What complaints are about, by name: it keeps one brand's complaints apart from another's, so it is for people who see them all. */
@Controller('api/v1/dictionary')
@UseGuards(AllBrandsGuard)
export class DictionaryController {
  constructor(
    private readonly dictionary: DictionaryService,
    private readonly importer: DictionaryImporter,
  ) {}

  @Get()
  @Requires('group:read')
  @Answers(DictionaryPage)
  list(@Query({ schema: DictionaryQuery }) query: DictionaryQuery): Promise<DictionaryPage> {
    return this.dictionary.list(query);
  }

  @Post()
  @Requires('policy:write')
  @Answers(ObjectEntry, 201)
  add(@Me() me: Principal, @Body({ schema: NewObjectEntry }) body: NewObjectEntry): Promise<ObjectEntry> {
    return this.dictionary.add(me, body);
  }

  /** Also retires and restores. A retired name is no longer recognised; what was decided with it stands. */
  @Patch(':id')
  @Requires('policy:write')
  @Answers(ObjectEntry)
  edit(
    @Me() me: Principal,
    @Param('id', { schema: RowId }) id: string,
    @Body({ schema: EditObjectEntry }) body: EditObjectEntry,
  ): Promise<ObjectEntry> {
    return this.dictionary.edit(me, id, body);
  }

  /** Columns `kind,name,aliases`. Without `apply` it answers what it would do and changes nothing. */
  @Post('import')
  @HttpCode(200)
  @Requires('policy:write')
  @Answers(DictionaryImport)
  import(@Me() me: Principal, @Body({ schema: DictionaryCsv }) body: DictionaryCsv): Promise<DictionaryImport> {
    return this.importer.run(me, body);
  }

  @Get('export.csv')
  @Requires('group:read')
  async export(@Me() me: Principal): Promise<StreamableFile> {
    return new StreamableFile(Buffer.from(await this.importer.export(me)), {
      type: 'text/csv; charset=utf-8',
      disposition: 'attachment; filename="dictionary.csv"',
    });
  }
}
