import formBody from '@fastify/formbody'
import rateLimit from '@fastify/rate-limit'
import type { FastifyReply } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { consentOf, type JoinForm } from '../../features/registration/index.js'
import { createSay, LOCALES, type Locale } from '../../kit/texts.js'
import { formPage, messagePage, type PageView } from '../join/page.js'
import { STYLE } from '../join/style.js'
import { pageHelmet } from './html-guard.js'

const params = z.object({ token: z.string().max(200) })
const typed = z.string().max(400).optional()
const body = z.strictObject({
  name: typed,
  phone: typed,
  model: typed,
  plate: typed,
  bought: typed,
  need: typed,
  consent: z.literal('on').optional(),
})

/** Of one address in a minute. */
const MOST_REQUESTS = 30

const helmet = pageHelmet(STYLE)

/** The registration form behind a signed link: no log-in, the link is the key. */
export const joinRoutes: FastifyPluginAsyncZod<{ form: JoinForm }> = async (app, { form }) => {
  const says = new Map(LOCALES.map((locale) => [locale, createSay(locale)]))
  const query = z.object({ lang: z.enum(LOCALES).default(form.dealer.locale).catch(form.dealer.locale) })
  const viewOf = (locale: Locale): PageView => ({
    say: says.get(locale) as PageView['say'],
    locale,
    dealer: form.dealer.name,
  })
  const localeOf = (queryString: unknown) => query.parse(queryString).lang
  const page = (reply: FastifyReply, status: number, text: string) =>
    reply.code(status).header('cache-control', 'no-store').type('text/html; charset=utf-8').send(text)

  await app.register(formBody)
  await app.register(rateLimit, { max: MOST_REQUESTS, timeWindow: '1 minute' })
  app.setErrorHandler((error: { statusCode?: number }, request, reply) => {
    const view = viewOf(localeOf(request.query))
    const status = error.statusCode ?? 500
    if (status >= 500) request.log.error({ err: error }, 'a form failed')
    const reason = status === 429 ? 'busy' : status >= 500 ? 'broken' : 'odd'
    return page(reply, status, messagePage(view, view.say(`registration.page.${reason}`)))
  })

  app.get('/:token', { schema: { params }, helmet }, async ({ params, query }, reply) => {
    const view = viewOf(localeOf(query))
    const opened = await form.open(params.token)
    if (!opened) return page(reply, 410, messagePage(view, view.say('registration.page.expired')))
    const consent = consentOf(view.say, form.dealer, view.locale).text
    return page(reply, 200, formPage({ ...view, ...opened, consent, values: {}, ticked: false, faults: [] }))
  })

  app.post('/:token', { schema: { params, body }, helmet }, async ({ params, query, body }, reply) => {
    const view = viewOf(localeOf(query))
    const consent = consentOf(view.say, form.dealer, view.locale)
    const { consent: ticked, ...values } = body
    const [opened, result] = [
      await form.open(params.token),
      await form.send(params.token, { values, consent: ticked ? consent : null }),
    ]
    if (!opened || !result) return page(reply, 410, messagePage(view, view.say('registration.page.expired')))
    const { faults } = result
    const typed = { values, ticked: ticked !== undefined, faults }
    if (faults.length) return page(reply, 422, formPage({ ...view, ...opened, ...typed, consent: consent.text }))
    return page(reply, 200, messagePage(view, view.say('registration.page.thanks')))
  })
}
