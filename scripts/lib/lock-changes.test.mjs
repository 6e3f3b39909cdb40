import { expect, test } from '@jest/globals';
import { lockChanges } from './lock-changes.mjs';

const lock = (packages) => ({ lockfileVersion: 3, packages: { '': { name: 'tocsin' }, ...packages } });
const nest = { version: '12.5.1', integrity: 'sha512-a', engines: { node: '>=20' } };
const mac = { version: '1.16.22', optional: true, os: ['darwin'] };

test('a registry that gains or lacks a platform build changes nothing', () => {
  expect(lockChanges(lock({ nest }), lock({ nest, mac }))).toEqual([]);
  expect(lockChanges(lock({ nest, mac }), lock({ nest }))).toEqual([]);
  expect(lockChanges(lock({ nest, mac }), lock({ nest, mac: { ...mac, version: '1.16.23' } }))).toEqual([]);
});

test('a package that comes, goes or moves is named', () => {
  expect(lockChanges(lock({ nest }), lock({}))).toEqual(['nest']);
  expect(lockChanges(lock({}), lock({ nest }))).toEqual(['nest']);
  expect(lockChanges(lock({ nest }), lock({ nest: { ...nest, integrity: 'sha512-b' } }))).toEqual(['nest']);
});

test('a package that stops being optional is named', () => {
  expect(lockChanges(lock({ mac }), lock({ mac: { ...mac, optional: undefined } }))).toEqual(['mac']);
});

test('the order in which npm writes the members of an entry does not matter', () => {
  expect(lockChanges(lock({ nest }), lock({ nest: { engines: nest.engines, integrity: nest.integrity, version: nest.version } }))).toEqual(
    [],
  );
});
