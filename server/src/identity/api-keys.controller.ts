import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, UseGuards } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ApiKeyPage, CreateApiKey, CreatedApiKey, type ApiKey, type Principal } from '@tocsin/shared/identity';
import { PageQuery, RowId, type CountedPage } from '@tocsin/shared/kernel';
import { Me, Requires } from '../platform/http/access.js';
import { AllBrandsGuard } from '../platform/http/all-brands.guard.js';
import { Idempotent } from '../platform/http/idempotency.interceptor.js';
import { Answers } from '../platform/http/serialize.interceptor.js';
import { ApiKeysService } from './api-keys.service.js';
import { personIn } from './person.js';

@ApiTags('api-keys')
@Controller('api/v1/api-keys')
export class ApiKeysController {
  constructor(private readonly keys: ApiKeysService) {}

  @Get()
  @Requires('key:manage')
  @Answers(ApiKeyPage)
  list(@Query({ schema: PageQuery }) query: PageQuery): Promise<CountedPage<ApiKey>> {
    return this.keys.list(query);
  }

  /** A key sees every brand, so who does not may not make one. */
  @Post()
  @UseGuards(AllBrandsGuard)
  @Requires('key:manage')
  @Idempotent()
  @Answers(CreatedApiKey, 201)
  create(@Me() me: Principal, @Body({ schema: CreateApiKey }) body: CreateApiKey): Promise<CreatedApiKey> {
    return this.keys.create(personIn(me), body);
  }

  /** What is of every brand is taken away by whoever may give it. */
  @Delete(':id')
  @HttpCode(204)
  @UseGuards(AllBrandsGuard)
  @Requires('key:manage')
  revoke(@Me() me: Principal, @Param('id', { schema: RowId }) id: string): Promise<void> {
    return this.keys.revoke(personIn(me), id);
  }
}
