import { describe, expect, it } from '@jest/globals';
import { inContext } from './context.js';
import { createLogger } from './log.js';

const logged = (work: (log: ReturnType<typeof createLogger>) => void): Record<string, unknown> => {
  const lines: string[] = [];
  work(createLogger('debug', { write: (line: string) => void lines.push(line) }));
  return JSON.parse(lines[0] ?? '{}') as Record<string, unknown>;
};

describe('the log', () => {
  it('says whose work a line belongs to', () => {
    const context = { requestId: 'r-1', userId: 'u-1', incidentId: 'i-1' };
    expect(inContext(context, () => logged((log) => log.info({ n: 1 }, 'done')))).toMatchObject({
      ...context,
      n: 1,
      msg: 'done',
      level: 'info',
    });
  });

  it('shows no personal data and no secret, however deep', () => {
    const line = logged((log) =>
      log.info(
        {
          body: { anything: 1 },
          complaint: { id: 'c-1', text: '原话', complainant: { name: '王', phone: '13800000000' } },
          list: [{ email: 'a@b.cn', headers: { Authorization: 'Bearer x', cookie: 'tocsin_session=y' } }],
          apiKey: 'k',
          password: 'p',
        },
        'x',
      ),
    );
    expect(JSON.stringify(line)).not.toMatch(/原话|王|13800000000|a@b\.cn|Bearer|tocsin_session|"k"|"p"|anything/);
    expect(line).toMatchObject({ complaint: { id: 'c-1', text: '[redacted]' } });
  });

  it('keeps an error and its cause, but not the values PostgreSQL and TypeORM put into it', () => {
    const cause = Object.assign(new Error('invalid input syntax for type uuid: "13800000000"'), {
      code: '22P02',
      detail: 'Key (email)=(a@b.cn) exists',
    });
    const error = Object.assign(new Error('failed', { cause }), { query: 'SELECT', parameters: ['13800000000'] });
    const line = logged((log) => log.error({ err: error }, 'x'));
    expect(JSON.stringify(line)).not.toMatch(/13800000000|a@b\.cn|SELECT/);
    expect(line).toMatchObject({ err: { message: 'failed', cause: { code: '22P02' } } });
    expect(JSON.stringify(line)).toContain('log.test');
  });

  it('survives what refers to itself', () => {
    const loop: Record<string, unknown> = { a: 1 };
    loop['self'] = loop;
    expect(logged((log) => log.info({ loop }, 'x'))).toMatchObject({ loop: { a: 1 } });
  });
});
