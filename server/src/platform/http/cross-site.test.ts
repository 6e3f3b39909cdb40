import { describe, expect, it } from '@jest/globals';
import type { FastifyRequest } from 'fastify';
import { isCrossSiteWrite } from './cross-site.js';

const request = (method: string, headers: Record<string, string>): FastifyRequest =>
  ({ method, headers, host: 'tocsin.example:8443' }) as unknown as FastifyRequest;

describe('a write from another site', () => {
  it.each([
    ['a program without a browser', {}, false],
    ['our own page', { 'sec-fetch-site': 'same-origin', origin: 'https://tocsin.example:8443' }, false],
    ['an address typed by hand', { 'sec-fetch-site': 'none' }, false],
    ['our own page in an old browser', { origin: 'https://tocsin.example:8443' }, false],
    ['the public address behind a proxy', { origin: 'https://hotline.example' }, false],
    ['another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }, true],
    ['a neighbour on the same domain', { 'sec-fetch-site': 'same-site' }, true],
    ['another site in an old browser', { origin: 'https://evil.example' }, true],
    ['our host on another port', { origin: 'https://tocsin.example' }, true],
    ['a sandboxed frame', { origin: 'null' }, true],
    ['rubbish', { origin: 'tocsin.example:8443' }, true],
  ])('is told from %s', (_who, headers, expected) => {
    expect(isCrossSiteWrite(request('POST', headers), 'https://hotline.example')).toBe(expected);
    expect(isCrossSiteWrite(request('GET', headers), 'https://hotline.example')).toBe(false);
  });
});
