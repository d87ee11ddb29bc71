export const { describe, it, test, expect, jest, beforeAll, beforeEach, afterAll, afterEach } = globalThis
