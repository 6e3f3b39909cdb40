import { Controller, Get, Module, Post } from '@nestjs/common';
import { expect, it } from '@jest/globals';
import { z } from 'zod';
import { testApp } from '../../../test/app.js';
import { Public } from './access.js';
import { Answers } from './serialize.interceptor.js';

const Counted = z.object({ id: z.string(), count: z.int() });
const unfit = { id: 'made', count: 'many', password_hash: 'y' };

@Public()
@Controller('api/v1/test')
class UnfitController {
  @Get('misfit')
  @Answers(Counted)
  read(): object {
    return unfit;
  }
  @Post('misfit')
  @Answers(Counted, 201)
  command(): object {
    return unfit;
  }
}

@Module({ controllers: [UnfitController] })
class UnfitModule {}

it.each(['true', 'false'])(
  'an answer that does not fit is refused; of a done command production tells what fits (strict: %s)',
  async (strict) => {
    const app = await testApp({ extra: [UnfitModule], env: { TOCSIN_STRICT_ANSWERS: strict } });
    try {
      await app.as.nobody.get('/test/misfit').problem(500, 'server/unexpected');
      const made = await app.as.nobody.post('/test/misfit', {});
      expect(made.status).toBe(strict === 'true' ? 500 : 201);
      expect(made.headers.get('x-answer-partial')).toBe(strict === 'true' ? null : 'true');
      expect(JSON.stringify(made.body)).not.toContain('password_hash');
    } finally {
      await app.close();
    }
  },
);
