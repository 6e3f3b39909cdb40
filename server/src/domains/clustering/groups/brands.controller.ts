import { Controller, Get } from '@nestjs/common';
import { KnownBrands } from '@tocsin/shared/clustering';
import { seesBrand, type Principal } from '@tocsin/shared/identity';
import { Me, Requires } from '../../../platform/http/access.js';
import { Answers } from '../../../platform/http/serialize.interceptor.js';
import { BrandsRepository } from './brands.repository.js';

/** For whoever says which brands a person sees: a name that is typed wrong would show them nothing. */
@Controller('api/v1/brands')
export class BrandsController {
  constructor(private readonly brands: BrandsRepository) {}

  @Get()
  @Requires('user:manage')
  @Answers(KnownBrands)
  async list(@Me() me: Principal): Promise<KnownBrands> {
    return { items: (await this.brands.known()).filter(({ brand }) => seesBrand(me, brand)) };
  }
}
