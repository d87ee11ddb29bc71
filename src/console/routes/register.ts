import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { RegisterDesk } from '../../features/leads/index.js'
import { registerPage, registerTitle } from '../register/page.js'
import { formHelmet, serveForms } from './form-pages.js'

const params = z.object({ token: z.string().max(200) })
const typed = z.string().max(600).optional()
const body = z.strictObject({ id: typed, name: typed, phone: typed, plate: typed, wish: typed, source: typed })

/** The register of the showroom behind a colleague's link: who came or called becomes a lead by the door of all. */
export const registerRoutes: FastifyPluginAsyncZod<{ desk: RegisterDesk }> = async (app, { desk }) => {
  const forms = await serveForms(app, desk.dealer, registerTitle)
  const empty = { values: {}, faults: [], told: null }

  app.get('/:token', { schema: { params }, helmet: formHelmet }, async (request, reply) => {
    const view = forms.viewOf(request)
    const opened = await desk.open(request.params.token)
    if (!opened) return forms.message(reply, 410, view, view.say('leads.page.expired'))
    return forms.page(reply, 200, registerPage({ ...view, ...empty, ...opened }))
  })

  app.post('/:token', { schema: { params, body }, helmet: formHelmet }, async (request, reply) => {
    const view = forms.viewOf(request)
    const { token } = request.params
    const { id = '', ...values } = request.body
    const taken = await desk.take(token, { id, ...values })
    const opened = await desk.open(token)
    if (!taken || !opened) return forms.message(reply, 410, view, view.say('leads.page.expired'))
    if ('faults' in taken) return forms.page(reply, 422, registerPage({ ...view, ...empty, id, values, ...taken }))
    const told = view.say(`leads.page.${taken.outcome}`, { code: taken.code })
    return forms.page(reply, 200, registerPage({ ...view, ...empty, ...opened, told }))
  })
}
