import base from './jest.config.js';

/** @type {import('jest').Config} */
export default {
  ...base,
  roots: ['<rootDir>/src', '<rootDir>/test'],
  testMatch: ['**/*.int.test.ts'],
  testPathIgnorePatterns: [],
  globalSetup: '<rootDir>/test/global-setup.js',
  globalTeardown: '<rootDir>/test/global-teardown.js',
  testTimeout: 120_000,
  // Modules loaded for one file are not all freed after it; a worker that has grown past this is replaced before its next file.
  workerIdleMemoryLimit: '1200MB',
};
