/**
 * Test files are ES modules that Node itself loads, with everything they import kept for the next file of the same
 * worker: most need the whole app, and loading it takes longer than many a test.
 */
export default {
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  runner: 'jest-light-runner/child-process',
  setupFiles: ['<rootDir>/test/kit/runner/setup.js'],
  globalTeardown: '<rootDir>/test/kit/runner/at-end.js',
  transform: {},
  testSequencer: '<rootDir>/test/kit/runner/slowest-first.js',
  // Many wait for sockets and programs, so that two share two cores well.
  maxWorkers: 2,
}
