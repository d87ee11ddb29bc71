import formBody from '@fastify/formbody'
import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Dealer } from '../../kit/dealer.js'
import { createSay, LOCALES, type Say } from '../../kit/texts.js'
import { messagePage, type PageView } from '../form/layout.js'
import { STYLE } from '../form/style.js'
import { pageHelmet } from './html-guard.js'

/** Of one address in a minute. */
const MOST_REQUESTS = 30

export const formHelmet = pageHelmet(STYLE)

/** What pages with a form have in common: the languages, how often one address may ask, and kind words when it fails. */
export async function serveForms(
  app: FastifyInstance,
  { name, locale }: Pick<Dealer, 'name' | 'locale'>,
  titleOf: (say: Say) => string,
) {
  const says = new Map(LOCALES.map((each) => [each, createSay(each)]))
  const query = z.object({ lang: z.enum(LOCALES).default(locale).catch(locale) })
  const viewOf = (request: Pick<FastifyRequest, 'query'>): PageView => {
    const { lang } = query.parse(request.query)
    return { say: says.get(lang) as Say, locale: lang, dealer: name }
  }
  const page = (reply: FastifyReply, status: number, text: string) =>
    reply.code(status).header('cache-control', 'no-store').type('text/html; charset=utf-8').send(text)
  const message = (reply: FastifyReply, status: number, view: PageView, text: string) =>
    page(reply, status, messagePage(view, titleOf(view.say), text))

  await app.register(formBody)
  await app.register(rateLimit, { max: MOST_REQUESTS, timeWindow: '1 minute' })
  app.setErrorHandler((error: { statusCode?: number }, request, reply) => {
    const view = viewOf(request)
    const status = error.statusCode ?? 500
    if (status >= 500) request.log.error({ err: error }, 'a form failed')
    const reason = status === 429 ? 'busy' : status >= 500 ? 'broken' : 'odd'
    return message(reply, status, view, view.say(`forms.${reason}`))
  })
  return { viewOf, page, message }
}
