import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { ExportDesk } from '../../features/customers/index.js'
import { filePage, fileTitle } from '../file/page.js'
import { formHelmet, serveForms } from './form-pages.js'
import { sendSheet } from './sheet-file.js'

const params = z.object({ token: z.string().max(200) })

/** The file that a colleague asked for in chat, behind a link that is good once: looking does not use it up. */
export const fileRoutes: FastifyPluginAsyncZod<{ desk: ExportDesk }> = async (app, { desk }) => {
  const forms = await serveForms(app, desk.dealer, fileTitle)

  app.get('/:token', { schema: { params }, helmet: formHelmet }, async (request, reply) => {
    const view = forms.viewOf(request)
    const asked = await desk.look(request.params.token)
    if (!asked) return forms.message(reply, 410, view, view.say('customers.export.page_gone'))
    return forms.page(reply, 200, filePage(view, asked.full))
  })

  app.post('/:token', { schema: { params }, helmet: formHelmet }, async (request, reply) => {
    const sheet = await desk.take(request.params.token)
    if (sheet) return sendSheet(reply.header('cache-control', 'no-store'), sheet.what, sheet.rows)
    const view = forms.viewOf(request)
    return forms.message(reply, 410, view, view.say('customers.export.page_gone'))
  })
}
