import { createHash } from 'node:crypto'

/** What a page behind a link may do: its own style and form, and its address is a secret that no other site is to learn. */
export const pageHelmet = (style: string, more: Record<string, string[]> = {}) => ({
  referrerPolicy: { policy: 'no-referrer' as const },
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      'default-src': ["'none'"],
      'style-src': [`'sha256-${createHash('sha256').update(style).digest('base64')}'`],
      'form-action': ["'self'"],
      'base-uri': ["'none'"],
      'frame-ancestors': ["'none'"],
      ...more,
    },
  },
})
