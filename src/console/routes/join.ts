import type { FastifyReply } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { consentOf, type JoinForm } from '../../features/registration/index.js'
import type { PageView } from '../form/layout.js'
import { formPage } from '../join/page.js'
import { formHelmet, serveForms } from './form-pages.js'

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

/** The registration form behind a signed link: no log-in, the link is the key. */
export const joinRoutes: FastifyPluginAsyncZod<{ form: JoinForm }> = async (app, { form }) => {
  const forms = await serveForms(app, form.dealer, (say) => say('registration.page.title'))
  const expired = (reply: FastifyReply, view: PageView) =>
    forms.message(reply, 410, view, view.say('registration.page.expired'))

  app.get('/:token', { schema: { params }, helmet: formHelmet }, async (request, reply) => {
    const view = forms.viewOf(request)
    const opened = await form.open(request.params.token)
    if (!opened) return expired(reply, view)
    const consent = consentOf(view.say, form.dealer, view.locale).text
    return forms.page(reply, 200, formPage({ ...view, ...opened, consent, values: {}, ticked: false, faults: [] }))
  })

  app.post('/:token', { schema: { params, body }, helmet: formHelmet }, async (request, reply) => {
    const view = forms.viewOf(request)
    const { token } = request.params
    const consent = consentOf(view.say, form.dealer, view.locale)
    const { consent: ticked, ...values } = request.body
    const [opened, result] = [
      await form.open(token),
      await form.send(token, { values, consent: ticked ? consent : null }),
    ]
    if (!opened || !result) return expired(reply, view)
    const { faults } = result
    const typed = { values, ticked: ticked !== undefined, faults }
    if (faults.length) return forms.page(reply, 422, formPage({ ...view, ...opened, ...typed, consent: consent.text }))
    return forms.message(reply, 200, view, view.say('registration.page.thanks'))
  })
}
