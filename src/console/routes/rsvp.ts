import type { FastifyReply } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { RsvpForm, SeatView } from '../../features/activities/index.js'
import { wordingOf } from '../../features/wording.js'
import { drawForPage, drawForPoster } from '../../kit/qr-code.js'
import type { PageView } from '../form/layout.js'
import { activityPage, type SeatPage, seatPage } from '../rsvp/page.js'
import { surveyPage } from '../rsvp/survey.js'
import { formHelmet, serveForms } from './form-pages.js'

const params = z.object({ token: z.string().max(200) })
const ofActivity = z.object({ id: z.string().regex(/^[\w-]{1,36}$/) })
const many = z.coerce.number().int().max(60)
const answer = z.string().trim().max(200).default('')
const body = z.strictObject({
  coming: z.enum(['yes', 'no']),
  adults: many.min(1),
  children: many.min(0),
  ...{ q0: answer, q1: answer, q2: answer, q3: answer, q4: answer },
  consent: z.literal('on').optional(),
})

const opinion = z.strictObject({
  score: z.coerce.number().int().min(1).max(5).optional(),
  comment: z.string().max(300).default(''),
})

/** The sign-up for an activity: a form behind a signed link for each member, and a page for everybody. */
export const rsvpRoutes: FastifyPluginAsyncZod<{ form: RsvpForm }> = async (app, { form }) => {
  const forms = await serveForms(app, form.dealer, (say) => say('activities.form.title'))
  const voiceOf = ({ say, locale }: PageView) => ({ say, dealer: { ...form.dealer, locale } })
  const consentOf = ({ say, locale, dealer }: PageView) => wordingOf(say('activities.form.consent', { dealer }), locale)
  const expired = (reply: FastifyReply, view: PageView) =>
    forms.message(reply, 410, view, view.say('activities.form.expired'))

  async function show(reply: FastifyReply, status: number, view: PageView, seat: SeatView, more: Partial<SeatPage>) {
    const { adults, children } = seat.heads ?? { adults: 1, children: 0 }
    const unsent = { typed: { coming: true, adults, children, answers: [] }, ticked: false, unconsented: false }
    const code = seat.ticket && (await drawForPage(seat.ticket.link))
    const page = { ...view, seat, code, consent: consentOf(view).text, ...unsent, told: null, ...more }
    return forms.page(reply, status, seatPage(page))
  }

  app.get('/on/:id', { schema: { params: ofActivity }, helmet: formHelmet }, async (request, reply) => {
    const view = forms.viewOf(request)
    const activity = await form.activity(request.params.id, voiceOf(view))
    if (!activity) return forms.message(reply, 404, view, view.say('activities.form.unknown'))
    return forms.page(reply, 200, activityPage(view, activity))
  })

  app.get('/on/:id/qr.png', { schema: { params: ofActivity } }, async (request, reply) => {
    const { id } = request.params
    const { publicUrl } = form.dealer
    const activity = publicUrl && (await form.activity(id, voiceOf(forms.viewOf(request))))
    if (!activity) return reply.code(404).send({ code: 'not_found', message: 'There is nothing here.' })
    return reply.type('image/png').send(await drawForPoster(`${publicUrl}/rsvp/on/${id}`))
  })

  app.get('/on/:id/calendar.ics', { schema: { params: ofActivity } }, async (request, reply) => {
    const view = forms.viewOf(request)
    const calendar = await form.calendar(request.params.id, voiceOf(view))
    if (!calendar) return forms.message(reply, 404, view, view.say('activities.form.unknown'))
    return reply
      .header('cache-control', 'no-store')
      .header('content-disposition', `inline; filename="activity-${calendar.code}.ics"`)
      .type('text/calendar; charset=utf-8')
      .send(calendar.file)
  })

  app.get('/how/:token', { schema: { params }, helmet: formHelmet }, async (request, reply) => {
    const view = forms.viewOf(request)
    const survey = await form.survey(request.params.token)
    if (!survey) return expired(reply, view)
    return forms.page(reply, 200, surveyPage({ ...view, survey, unscored: false, comment: '' }))
  })

  app.post('/how/:token', { schema: { params, body: opinion }, helmet: formHelmet }, async (request, reply) => {
    const view = forms.viewOf(request)
    const { score, comment } = request.body
    const { token } = request.params
    const survey = await form.survey(token)
    if (survey?.isOpen && score === undefined)
      return forms.page(reply, 422, surveyPage({ ...view, survey, unscored: true, comment }))
    const said = await form.rate(token, { score: score ?? 0, comment }, voiceOf(view))
    return said ? forms.message(reply, 200, view, said) : expired(reply, view)
  })

  app.get('/:token', { schema: { params }, helmet: formHelmet }, async (request, reply) => {
    const view = forms.viewOf(request)
    const seat = await form.open(request.params.token, voiceOf(view))
    return seat ? show(reply, 200, view, seat, {}) : expired(reply, view)
  })

  app.post('/:token', { schema: { params, body }, helmet: formHelmet }, async (request, reply) => {
    const view = forms.viewOf(request)
    const { coming, adults, children, consent, ...given } = request.body
    const answers = Object.values(given)
    const choice = coming === 'yes' ? { adults, children } : ('not_coming' as const)
    const sent = { choice, answers, consent: consent ? consentOf(view) : null }
    const taken = await form.send(request.params.token, sent, voiceOf(view))
    if (!taken) return expired(reply, view)
    if ('said' in taken) return show(reply, 200, view, taken.view, { told: taken.said })
    const typed = { coming: true, adults, children, answers }
    return show(reply, 422, view, taken.view, { typed, ticked: false, unconsented: true })
  })
}
